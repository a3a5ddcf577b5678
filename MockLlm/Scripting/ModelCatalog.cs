using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>Which models there are, and the script that each name stands for.</summary>
internal sealed class ModelCatalog
{
    /// <summary>Names listed for a reader's eye: the short form has many more.</summary>
    private static readonly string[] Examples = [ModelName.Plain, "mock-20x50", "mock-20x200-t500", "mock-20x50-die7", "mock-20x50-split3"];

    private readonly IOptions<MockLlmOptions> _options;

    /// <summary>Knows the short names and those of <paramref name="options"/>.</summary>
    /// <param name="options">The mock's settings.</param>
    public ModelCatalog(IOptions<MockLlmOptions> options) => _options = options;

    /// <summary>The models to list.</summary>
    public IEnumerable<string> Listed => Examples.Concat(_options.Value.Models);

    /// <summary>Finds the script of a model.</summary>
    /// <param name="model">The model as the client named it.</param>
    /// <returns>The script; null when there is no such model.</returns>
    public Script? Find(string model)
    {
        var name = _options.Value.Models.Contains(model) ? ModelName.Plain : model;
        return ModelName.TryParse(name, out var script) ? script : null;
    }

    /// <summary>Whether there is such a model.</summary>
    /// <param name="model">The model as the client named it.</param>
    /// <returns>True when it would be answered.</returns>
    public bool Contains(string model) => Find(model) is not null;
}
