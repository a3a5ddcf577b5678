using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Recordings;

/// <summary>
/// The recorded answers of a folder, <see cref="MockLlmOptions.Recordings"/>, as its <c>index.json</c> lists them. What a client asks for
/// is
/// looked up in the index and never becomes part of a path.
/// </summary>
internal sealed class RecordingLibrary
{
    /// <summary>What the name of a model begins with that is a recording.</summary>
    public const string ModelPrefix = "recorded/";

    /// <summary>The list of the recordings, in their folder.</summary>
    public const string IndexFile = "index.json";

    /// <summary>Framing belongs to the connection that was recorded, not to the one that serves it.</summary>
    private static readonly FrozenSet<string> NotServed = new[]
    {
        "content-type", "content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive", "trailer", "upgrade",
        "date", "server",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, Recording> _recordings;

    /// <summary>Reads the index of the folder that the settings name, if they name one.</summary>
    /// <param name="options">The mock's settings.</param>
    public RecordingLibrary(IOptions<MockLlmOptions> options) =>
        _recordings = (options.Value.Recordings is { Length: > 0 } folder ? Read(folder) : [])
            .ToFrozenDictionary(recording => recording.Name, StringComparer.Ordinal);

    /// <summary>The recordings' names.</summary>
    public IEnumerable<string> Names => _recordings.Keys.Order(StringComparer.Ordinal);

    /// <summary>Finds a recording.</summary>
    /// <param name="name">Dialect, slash, file name.</param>
    /// <returns>The recording, or null when there is none of that name.</returns>
    public Recording? Find(string name) => _recordings.GetValueOrDefault(name);

    private static IEnumerable<Recording> Read(string folder)
    {
        using var file = File.OpenRead(Path.Combine(folder, IndexFile));
        var index = JsonSerializer.Deserialize<Index>(file) ?? new Index([]);
        return index.Recordings.Select(entry => new Recording(
            entry.File,
            Inside(folder, entry.File),
            entry.Status ?? StatusCodes.Status200OK,
            TypeIn(entry.Headers) ?? TypeOf(entry.File),
            [.. (entry.Headers ?? []).Where(header => !NotServed.Contains(header.Key))]));
    }

    private static string Inside(string folder, string file)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, file));
        return path.StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw new InvalidDataException($"{IndexFile} lists '{file}', which is outside of its folder.");
    }

    private static string? TypeIn(Dictionary<string, string>? headers) =>
        headers?.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value;

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".sse" => "text/event-stream",
        ".json" => "application/json",
        ".ndjson" => "application/x-ndjson",
        ".eventstream" => "application/vnd.amazon.eventstream",
        _ => "application/octet-stream",
    };

    private sealed record Index([property: JsonPropertyName("recordings")] IReadOnlyList<Entry> Recordings);

    private sealed record Entry(
        [property: JsonPropertyName("file")] string File,
        [property: JsonPropertyName("http_status")] int? Status,
        [property: JsonPropertyName("response_headers")] Dictionary<string, string>? Headers);
}
