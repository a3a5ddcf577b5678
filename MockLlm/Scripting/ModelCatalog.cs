using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Recordings;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>Which models there are, and the script that each name stands for.</summary>
internal sealed class ModelCatalog
{
    /// <summary>Names listed for a reader's eye: the short form has many more.</summary>
    private static readonly string[] Examples =
        [ModelName.Plain, ModelName.Tools, ModelName.Reason, "mock-20x50", "mock-20x200-t500", "mock-20x50-die7", "mock-20x50-split3"];

    private readonly IOptions<MockLlmOptions> _options;
    private readonly RecordingLibrary _recordings;

    /// <summary>Knows the short names, those of <paramref name="options"/> and the recordings.</summary>
    /// <param name="options">The mock's settings.</param>
    /// <param name="recordings">The recordings.</param>
    public ModelCatalog(IOptions<MockLlmOptions> options, RecordingLibrary recordings)
    {
        _options = options;
        _recordings = recordings;
    }

    /// <summary>The models to list.</summary>
    public IEnumerable<string> Listed =>
        Examples.Concat(_options.Value.Models).Concat(_recordings.Names.Select(name => RecordingLibrary.ModelPrefix + name));

    /// <summary>Finds the script of a model that is not a recording.</summary>
    /// <param name="model">The model as the client named it.</param>
    /// <param name="request">The request; null when only the name is asked about.</param>
    /// <returns>The script; null when there is no such model.</returns>
    public Script? Find(string model, AnswerRequest? request)
    {
        var name = _options.Value.Models.Contains(model) ? ModelName.Plain : model;
        return ModelName.TryParse(name, request, out var script) ? script : null;
    }

    /// <summary>Whether there is such a model.</summary>
    /// <param name="model">The model as the client named it.</param>
    /// <returns>True when it would be answered.</returns>
    public bool Contains(string model) => Find(model, null) is not null
        || (model.StartsWith(RecordingLibrary.ModelPrefix, StringComparison.Ordinal)
            && _recordings.Find(model[RecordingLibrary.ModelPrefix.Length..]) is not null);
}
