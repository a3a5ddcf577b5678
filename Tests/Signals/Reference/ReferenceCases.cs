using System.Text.Json;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reference;
using LlmAspire.Signals.Reports;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Signals.Reference;

/// <summary>Conversations with the reports that the reference gave on them; read in place, like its pack.</summary>
internal static class ReferenceCases
{
    /// <summary>The reference's analyzer with its own pack.</summary>
    public static ReferenceAnalyzer Analyzer() => ReferenceAnalyzer.Load(PackPath());

    public static string PackPath() => SharedData.Path("conformance/signal_phrases.json");

    /// <summary>Every case of a file: its id, our report as JSON, the reference's report.</summary>
    public static IEnumerable<(string Id, JsonElement Ours, JsonElement Theirs)> Compare(string file)
    {
        var analyzer = Analyzer();
        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path($"conformance/{file}")));
        foreach (var test in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var messages = test.TryGetProperty("openai", out var openAi) ? openAi : test.GetProperty("messages");
            var report = analyzer.Analyze(ConversationReader.Read(messages));
            yield return (test.GetProperty("id").GetString()!, ToJson(report), test.GetProperty("expected_full_report"));
        }
    }

    public static JsonElement ToJson(ConversationReport report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ReportJson.Write(json, report);
        }

        return JsonElement.Parse(stream.ToArray());
    }

    /// <summary>The signals of a report of the reference, in the order of its groups.</summary>
    public static IEnumerable<JsonElement> SignalsOf(JsonElement theirs) => theirs.GetProperty("groups").EnumerateObject()
        .SelectMany(static group => group.Value.GetProperty("signals").EnumerateArray());
}
