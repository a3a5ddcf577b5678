using System.Collections.Frozen;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Providers;

/// <summary>One provider, ready to be called.</summary>
internal sealed class Provider
{
    private readonly FrozenSet<string> _models;
    private readonly FrozenSet<string> _apis;

    /// <summary>A provider after its settings, which have been validated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its settings.</param>
    public Provider(string name, ProviderOptions options)
    {
        Name = name;
        Options = options;
        Address = new Uri(options.Address);
        _models = options.Models.ToFrozenSet(StringComparer.Ordinal);
        _apis = options.Apis.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The configured name; it is also <c>gen_ai.provider.name</c>.</summary>
    public string Name { get; }

    /// <summary>Its settings.</summary>
    public ProviderOptions Options { get; }

    /// <summary>Its address as configured, service discovery not applied.</summary>
    public Uri Address { get; }

    /// <summary>Whether it has an API.</summary>
    /// <param name="api">The API.</param>
    /// <returns>True when it has.</returns>
    public bool Has(Api api) => _apis.Count == 0 || _apis.Contains(api.Name);

    /// <summary>Whether it lists a model.</summary>
    /// <param name="model">The model's name.</param>
    /// <returns>True when it lists it.</returns>
    public bool Lists(string model) => _models.Contains(model);

    /// <summary>Whether it can be asked for a model by <c>provider/model</c>: it lists it, or lists none, or takes any.</summary>
    /// <param name="model">The model's name.</param>
    /// <returns>True when it can.</returns>
    public bool Takes(string model) => _models.Count == 0 || Options.Default || _models.Contains(model);
}
