using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Recordings;

/// <summary>
/// The recorded answers of a folder, <see cref="MockLlmOptions.Recordings"/>. What a client asks for is looked up in the folder's index and
/// never becomes part of a path.
/// </summary>
internal sealed class RecordingLibrary
{
    /// <summary>What the name of a model begins with that is a recording.</summary>
    public const string ModelPrefix = "recorded/";

    private readonly FrozenDictionary<string, Recording> _recordings;

    /// <summary>Reads the index of the folder that the settings name, if they name one; they were checked at the start.</summary>
    /// <param name="options">The mock's settings.</param>
    public RecordingLibrary(IOptions<MockLlmOptions> options) =>
        _recordings = (options.Value.Recordings is { Length: > 0 } folder ? RecordingIndex.Read(folder, []) : [])
            .ToFrozenDictionary(recording => recording.Name, StringComparer.Ordinal);

    /// <summary>The recordings' names.</summary>
    public IEnumerable<string> Names => _recordings.Keys.Order(StringComparer.Ordinal);

    /// <summary>Finds a recording.</summary>
    /// <param name="name">Dialect, slash, file name.</param>
    /// <returns>The recording, or null when there is none of that name.</returns>
    public Recording? Find(string name) => _recordings.GetValueOrDefault(name);
}
