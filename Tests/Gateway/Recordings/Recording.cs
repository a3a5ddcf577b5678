using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Observing;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Recordings;

/// <summary>A real answer of a provider, and what is to be read from it.</summary>
internal sealed class Recording
{
    private Recording(JsonElement entry, string folder)
    {
        File = entry.GetProperty("file").GetString()!;
        Wire = entry.GetProperty("wire").GetString()!;
        Status = entry.GetProperty("http_status") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : 200;
        Headers = entry.GetProperty("response_headers").EnumerateObject()
            .ToDictionary(header => header.Name, header => header.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
        Expected = entry.GetProperty("expected").Clone();
        Body = System.IO.File.ReadAllBytes(Path.Combine(folder, File));
    }

    /// <summary>Its file, which names it.</summary>
    public string File { get; }

    /// <summary>The wire that it came over.</summary>
    public string Wire { get; }

    /// <summary>Its HTTP status, 200 when that was not recorded.</summary>
    public int Status { get; }

    /// <summary>Its headers, as far as they were recorded.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>What is to be read from it.</summary>
    public JsonElement Expected { get; }

    /// <summary>Its body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Every recording that stands beside the repository.</summary>
    /// <returns>The recordings.</returns>
    public static IReadOnlyList<Recording> All()
    {
        var folder = SharedData.Path("recorded-streams");
        using var index = JsonDocument.Parse(System.IO.File.ReadAllBytes(Path.Combine(folder, "index.json")));
        return [.. index.RootElement.GetProperty("recordings").EnumerateArray().Select(entry => new Recording(entry, folder))];
    }

    /// <summary>What the observer reads, as the verb <c>observe</c> prints it.</summary>
    /// <param name="chunks">The body in parts.</param>
    /// <returns>JSON.</returns>
    public string Observe(params ReadOnlyMemory<byte>[] chunks)
    {
        var meter = new DialectMeter(WireNames.Find(Wire)!, new AnswerContent());
        meter.ReadHead(Status, Headers.GetValueOrDefault("content-type")?.Split(';')[0], Headers.GetValueOrDefault);
        return ObservedAnswer.ToJson(Reading.Read(meter, chunks));
    }

    /// <summary>What differs from what is to be read.</summary>
    /// <param name="observed">What was read.</param>
    /// <returns>One line a difference.</returns>
    public IEnumerable<string> Differences(string observed)
    {
        using var document = JsonDocument.Parse(observed);
        var found = document.RootElement;
        var isLong = Expected.TryGetProperty("text_sha256", out var hash);
        if (isLong && hash.GetString() != Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(found.GetProperty("text").GetString()!))))
        {
            yield return $"{File}: text";
        }

        foreach (var member in Expected.EnumerateObject().Where(member => !member.Name.StartsWith("text", StringComparison.Ordinal) || !isLong))
        {
            if (!JsonElement.DeepEquals(found.GetProperty(member.Name), member.Value))
            {
                yield return $"{File}: {member.Name} is {found.GetProperty(member.Name)}, not {member.Value}";
            }
        }
    }
}
