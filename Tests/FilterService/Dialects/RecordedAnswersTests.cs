using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;
using LlmAspire.Tests.MockLlm.Shapes;

namespace LlmAspire.Tests.FilterService.Dialects;

/// <summary>Answers of real providers that hold nothing to redact.</summary>
public sealed class RecordedAnswersTests
{
    private static readonly RuleSet Rules = FilterRun.Rules("pii", "secrets");

    [Theory]
    [InlineData("-chat", "/v1/chat/completions")]
    [InlineData("-completions", "/v1/completions")]
    [InlineData("-responses", "/v1/responses")]
    [InlineData("anthropic", "/v1/messages")]
    public void Real_answers_come_back_byte_for_byte(string dialect, string path)
    {
        var entries = RecordedStreams.All().Where(entry => Matches((string)entry["dialect"]!, dialect)).ToArray();
        foreach (var entry in entries)
        {
            var body = RecordedStreams.Body(entry).ReplaceLineEndings("\n");
            string[] events = ((string)entry["file"]!).EndsWith(".sse", StringComparison.Ordinal)
                ? [.. body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(WithoutId).Where(lines => lines.Length > 0)]
                : [string.Join('\n', body.Split('\n').Select(line => $"data: {line}"))];
            using var run = new FilterRun(Rules, path);

            run.SendAll(events);

            Assert.True(events.SequenceEqual(run.Delivered), $"{entry["file"]}: {string.Join("\n", run.Verdicts)} {run.Delivered.Zip(events).FirstOrDefault(pair => pair.First != pair.Second)}");
        }

        Assert.NotEmpty(entries);
    }

    private static bool Matches(string name, string dialect) => name.EndsWith(dialect, StringComparison.Ordinal)
        || (dialect == "anthropic" && name.Contains(dialect, StringComparison.Ordinal) && !name.StartsWith("bedrock", StringComparison.Ordinal));

    private static string WithoutId(string block) => string.Join(
        '\n', block.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("id:", StringComparison.Ordinal)));
}
