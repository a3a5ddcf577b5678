using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects;

/// <summary>The cases of the conformance data, read in place where they stand beside the repository.</summary>
public sealed class UsageExtractionTests
{
    [Fact]
    public void Usage_is_what_the_conformance_cases_expect()
    {
        using var data = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("conformance/usage_extraction.json")));
        var failures = new List<string>();
        foreach (var test in data.RootElement.GetProperty("cases").EnumerateArray())
        {
            var failure = Record.Exception(() => Check(test.GetProperty("body").GetString()!, test.GetProperty("expected")));
            failures.AddRange(failure is null ? [] : [$"{test.GetProperty("id")}: {failure.Message}"]);
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    [Fact]
    public void Usage_behind_an_event_of_any_length_is_found()
    {
        using var data = JsonDocument.Parse(File.ReadAllBytes(SharedData.Path("conformance/usage_extraction.json")));
        foreach (var test in data.RootElement.GetProperty("sized_cases").EnumerateArray())
        {
            var recipe = test.GetProperty("recipe");
            var suffix = recipe.GetProperty("suffix").GetString()!.Replace("\\n", "\n", StringComparison.Ordinal);
            var body = recipe.GetProperty("prefix").GetString() + new string('x', recipe.GetProperty("x_repeat").GetInt32()) + suffix
                + recipe.GetProperty("tail").GetString();

            Check(body, test.GetProperty("ideal"));
        }
    }

    private static void Check(string text, JsonElement expected)
    {
        // Nothing tells the dialect beforehand: the body does.
        ReadOnlyMemory<byte> body = Encoding.UTF8.GetBytes(text);
        var facts = Reading.Meter(Dialect.Unknown, [body]);
        var usage = facts.Usage;
        if (body.Length < 10_000)
        {
            Assert.Equal(Reading.Text(facts), Reading.Text(Reading.Meter(Dialect.Unknown, Reading.Bytes(body))));
        }

        foreach (var (name, actual) in ((string, object?)[])
            [
                ("resolved_model", facts.Model), ("prompt_tokens", usage?.Input), ("completion_tokens", usage?.Output),
                ("total_tokens", usage?.Total), ("cached_input_tokens", usage?.CachedInput),
                ("cache_creation_tokens", usage?.CacheCreation), ("reasoning_tokens", usage?.Reasoning),
                ("prompt_includes_cached", usage?.InputIncludesCached ?? false),
            ])
        {
            if (expected.TryGetProperty(name, out var value))
            {
                Assert.Equal(value.ToString(), actual?.ToString() ?? "");
            }
        }
    }
}
