using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LlmAspire.MockLlm.Recordings;

/// <summary>Reads the list of a folder's recordings, <c>{"recordings":[{"file","http_status","response_headers"}]}</c>.</summary>
internal static class RecordingIndex
{
    /// <summary>The list, in the folder.</summary>
    public const string FileName = "index.json";

    /// <summary>Framing belongs to the connection that was recorded, not to the one that serves it.</summary>
    private static readonly FrozenSet<string> NotServed = new[]
    {
        "content-type", "content-length", "content-encoding", "transfer-encoding", "connection", "keep-alive", "trailer", "upgrade",
        "date", "server",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the list.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="problems">Takes what is wrong with it.</param>
    /// <returns>The recordings that are in order.</returns>
    public static IReadOnlyList<Recording> Read(string folder, List<string> problems)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            problems.Add($"there is no {FileName} in it");
            return [];
        }

        try
        {
            using var file = File.OpenRead(path);
            var index = JsonSerializer.Deserialize<Index>(file);
            return [.. (index?.Recordings ?? []).Select(entry => Read(folder, entry, problems)).OfType<Recording>()];
        }
        catch (JsonException failure)
        {
            problems.Add($"{FileName} cannot be read at line {failure.LineNumber + 1}, {failure.Path}");
            return [];
        }
    }

    private static Recording? Read(string folder, Entry entry, List<string> problems)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, entry.File ?? ""));
        if (!path.StartsWith(root, StringComparison.Ordinal) || !File.Exists(path))
        {
            problems.Add($"{FileName} lists '{entry.File}', which is no file in it");
            return null;
        }

        var headers = entry.Headers ?? [];
        return new Recording(
            entry.File!,
            path,
            entry.Status ?? StatusCodes.Status200OK,
            headers.FirstOrDefault(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value ?? TypeOf(path),
            [.. headers.Where(header => !NotServed.Contains(header.Key))]);
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".sse" => "text/event-stream",
        ".json" => "application/json",
        ".ndjson" => "application/x-ndjson",
        ".eventstream" => "application/vnd.amazon.eventstream",
        _ => "application/octet-stream",
    };

    private sealed record Index([property: JsonPropertyName("recordings")] IReadOnlyList<Entry>? Recordings);

    private sealed record Entry(
        [property: JsonPropertyName("file")] string? File,
        [property: JsonPropertyName("http_status")] int? Status,
        [property: JsonPropertyName("response_headers")] Dictionary<string, string>? Headers);
}
