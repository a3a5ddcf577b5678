using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Providers;

/// <summary>
/// Finds who serves a model: the alias table first, then the provider that lists the model, then <c>provider/model</c>, then the default
/// provider. Immutable and thread-safe.
/// </summary>
internal sealed class ProviderCatalog
{
    private const int MaxNamesInError = 50;

    private readonly Dictionary<string, Provider> _byName;
    private readonly Dictionary<string, string> _aliases;
    private readonly Provider? _default;

    /// <summary>Reads the validated settings.</summary>
    /// <param name="options">Section <c>Gateway</c>.</param>
    public ProviderCatalog(IOptions<GatewayOptions> options)
    {
        Providers = [.. options.Value.Providers.Select(provider => new Provider(provider.Key, provider.Value))];
        _byName = Providers.ToDictionary(provider => provider.Name, StringComparer.OrdinalIgnoreCase);
        _aliases = new Dictionary<string, string>(options.Value.Aliases, StringComparer.OrdinalIgnoreCase);
        _default = Providers.FirstOrDefault(provider => provider.Options.Default);
    }

    /// <summary>Every provider, in the order of the configuration.</summary>
    public IReadOnlyList<Provider> Providers { get; }

    /// <summary>The provider for models that none lists, if there is one.</summary>
    public Provider? Default => _default;

    /// <summary>Every name that a client can ask for, with the provider that owns it: aliases, then listed models.</summary>
    public IEnumerable<(string Model, string Provider)> Models =>
    [
        .. _aliases.Select(alias => (alias.Key, Find(alias.Value)?.Provider.Name ?? "")),
        .. Providers.SelectMany(provider => provider.Options.Models.Select(model => (model, provider.Name))),
    ];

    /// <summary>The provider of a name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The provider, null when there is none.</returns>
    public Provider? ByName(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Who serves a model over an API.</summary>
    /// <param name="model">The name that the client asks for.</param>
    /// <param name="api">The API that it uses.</param>
    /// <param name="error">Why nobody does, when null is returned.</param>
    /// <returns>The target, or null.</returns>
    public ModelTarget? Resolve(string model, Api api, out GatewayError? error)
    {
        error = null;
        if (Find(_aliases.GetValueOrDefault(model, model)) is not { } target)
        {
            error = NotFound(model);
            return null;
        }

        if (!target.Provider.Has(api))
        {
            error = GatewayError.UnsupportedApi(
                $"The provider '{target.Provider.Name}' of model '{model}' does not have {api.Path}; it has "
                + $"{string.Join(", ", Api.All.Where(target.Provider.Has).Select(known => known.Path))}.");
            return null;
        }

        return target;
    }

    private ModelTarget? Find(string model)
    {
        foreach (var provider in Providers)
        {
            if (provider.Lists(model))
            {
                return new ModelTarget(provider, model);
            }
        }

        var slash = model.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && slash < model.Length - 1 && _byName.TryGetValue(model[..slash], out var named) && named.Takes(model[(slash + 1)..]))
        {
            return new ModelTarget(named, model[(slash + 1)..]);
        }

        return _default is null ? null : new ModelTarget(_default, model);
    }

    private GatewayError NotFound(string model)
    {
        if (Providers.Count == 0)
        {
            return GatewayError.ModelNotFound(
                $"The model '{model}' does not exist: no provider is configured. Add one under Gateway:Providers.");
        }

        var names = Models.Select(known => known.Model).Concat(Providers.Where(p => p.Options.Models.Count == 0).Select(p => p.Name + "/<model>"));
        return GatewayError.ModelNotFound($"The model '{model}' does not exist. There are: {string.Join(", ", names.Take(MaxNamesInError))}.");
    }
}
