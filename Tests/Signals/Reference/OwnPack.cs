using System.Text.Json;
using System.Text.Json.Nodes;
using LlmAspire.Signals.Reference;

namespace LlmAspire.Tests.Signals.Reference;

/// <summary>A small pack of our own in the reference's format, with its numbers, in a file that goes with the object.</summary>
internal sealed class OwnPack : IDisposable
{
    private static readonly (string Id, string[] Patterns)[] Lists =
    [
        ("interaction.misalignment.correction", ["you misread me", "that was wrong"]),
        ("interaction.misalignment.rephrase", ["put another way"]),
        ("interaction.misalignment.clarification", ["unclear to me"]),
        ("interaction.disengagement.escalation", ["fetch your boss"]),
        ("interaction.disengagement.quit", ["i am leaving"]),
        ("interaction.disengagement.negative_stance#profanity", ["rotten machine"]),
        ("interaction.disengagement.negative_stance#complaint", ["this is tedious"]),
        ("interaction.satisfaction.gratitude", ["much obliged"]),
        ("interaction.satisfaction.confirmation", ["quite right"]),
        ("interaction.satisfaction.success", ["it runs now"]),
        ("execution.failure.invalid_args", [@"bad\s+argument"]),
        ("execution.failure.tool_not_found", [@"no\s+tool"]),
        ("execution.failure.auth_misuse", [@"\bkeep out\b"]),
        ("execution.failure.state_error", [@"locked\s+already"]),
        ("execution.failure.bad_query", [@"strange\s+query"]),
        ("environment.exhaustion.rate_limit", [@"too\s+fast", @"exceeded\s+.*\s+limit"]),
        ("environment.exhaustion.api_error", [@"server\s+broke"]),
        ("environment.exhaustion.timeout", ["too slow"]),
        ("environment.exhaustion.network", ["no line"]),
        ("environment.exhaustion.malformed_response", ["half an answer"]),
        ("environment.exhaustion.context_overflow", ["too long a prompt"]),
    ];

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"signals-engine-{Guid.NewGuid():N}.json");

    /// <summary>Writes the pack.</summary>
    /// <param name="change">A change to it before it is written.</param>
    public OwnPack(Action<JsonObject>? change = null)
    {
        var pack = Content();
        change?.Invoke(pack);
        File.WriteAllText(_path, pack.ToJsonString());
    }

    public string FilePath => _path;

    public ReferenceAnalyzer Analyzer() => ReferenceAnalyzer.Load(_path);

    public void Dispose() => File.Delete(_path);

    private static JsonObject Content()
    {
        var types = new JsonObject();
        foreach (var (order, (id, patterns)) in Lists.Index())
        {
            types[id] = new JsonObject
            {
                ["patterns"] = JsonSerializer.SerializeToNode(patterns),
                ["order"] = order,
                ["confidence"] = 0.75,
            };
        }

        return new JsonObject
        {
            ["types"] = types,
            ["lexicons"] = JsonNode.Parse(
                """{"positive_prefixes": ["lovely"], "confirmation_prefixes": ["indeed"], "stopwords": ["the", "a", "of", "to"]}"""),
            ["thresholds"] = JsonNode.Parse(
                """
                {"char_trigram_jaccard": 0.65, "token_cosine": 0.6, "max_message_length": 2000, "max_messages": 100, "baseline_turns": 5,
                 "efficiency_decay": 0.25, "dragging_efficiency_below": 0.5, "repetition_lookback_same_role": 2, "repetition_min_tokens": 5,
                 "repetition_exact": 0.95, "repetition_near_duplicate": 0.85,
                 "semantic_rephrase": {"max_index_gap": 3, "overlap": 0.75, "min_meaningful_tokens": 4, "max_new_content_ratio": 0.5,
                                       "min_tokens": 3, "confidence": 0.8},
                 "all_caps": {"min_letters": 10, "upper_ratio": 0.8}, "excessive_punctuation": ["\\?{2,}", "!{2,}", "[?!]{3,}"],
                 "retry_run": 3, "parameter_drift_run": 3, "parameter_drift_min_unique_args": 2, "oscillation_cycles": 3,
                 "oscillation_pattern_length": [2, 5]}
                """),
        };
    }
}
