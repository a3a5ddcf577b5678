using System.Collections.Immutable;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Recordings;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>Reads the steps whose members are more than one value.</summary>
internal static class StepReader
{
    /// <summary>The most bytes of garbage in one step.</summary>
    public const int MaxGarbage = 1024 * 1024;

    private const int MaxTokens = 1_000_000;
    private const int MaxMegabytes = 4096;
    private const int DefaultChunkBytes = 16 * 1024;
    private const int MaxRetryAfter = 3600;
    private const int BytesPerMegabyte = 1024 * 1024;

    /// <summary>Reads words.</summary>
    /// <param name="step">The step's members.</param>
    /// <param name="name">The member with the words.</param>
    /// <param name="kind">What they are.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Say(ScriptMembers step, string name, DeltaKind kind) =>
        [new Step.Say(kind, ReadSource(step, name), ReadPace(step))];

    /// <summary>Reads one tool call or several.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The steps.</returns>
    public static IEnumerable<Step> Call(ScriptMembers step)
    {
        var pace = ReadPace(step);
        return step["call"] switch
        {
            { ValueKind: JsonValueKind.Object } => [ReadCall(step.Inside("call"), pace)],
            { ValueKind: JsonValueKind.Array } calls when calls.GetArrayLength() > 0
                && calls.EnumerateArray().All(call => call.ValueKind == JsonValueKind.Object) =>
                [.. Enumerable.Range(0, calls.GetArrayLength()).Select(index => ReadCall(step.Inside("call", index), pace))],
            _ => step.Refuse<IEnumerable<Step>>("call", "must be {\"name\":...,\"arguments\":...} or an array of these", []),
        };
    }

    /// <summary>Reads the size of a huge text.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Huge(ScriptMembers step) =>
    [
        new Step.Huge(
            (long)step.Number("huge", 1, MaxMegabytes) * BytesPerMegabyte,
            step.OptionalNumber("chunkBytes", 8, BytesPerMegabyte) ?? DefaultChunkBytes),
    ];

    /// <summary>Reads what is said of usage.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Usage(ScriptMembers step)
    {
        switch (step["usage"].ValueKind)
        {
            case JsonValueKind.Null:
                return [new Step.Usage(UsageMode.Null, null)];
            case JsonValueKind.False:
                return [new Step.Usage(UsageMode.None, null)];
            case JsonValueKind.Object:
                var usage = step.Inside("usage");
                usage.RefuseOthers(["input", "output", "cached", "cacheCreation", "reasoning"]);
                int Count(string name) => usage.OptionalNumber(name, 0, int.MaxValue / 2) ?? 0;
                return [new Step.Usage(UsageMode.Normal, new TokenUsage(
                    Count("input"), Count("output"), Count("cached"), Count("cacheCreation"), Count("reasoning")))];
            default:
                return step.Refuse<IEnumerable<Step>>("usage", "must be an object of counts, null or false", []);
        }
    }

    /// <summary>Reads the reason for the end.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Finish(ScriptMembers step) =>
    [
        new Step.Finish(step.Word(
            "finish",
            ("stop", FinishReason.Stop),
            ("length", FinishReason.Length),
            ("tool_calls", FinishReason.ToolCalls),
            ("refusal", FinishReason.Refusal),
            ("content_filter", FinishReason.ContentFilter))),
    ];

    /// <summary>Reads the name of a gate.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Pause(ScriptMembers step) => step.Text("pause") is { Length: > 0 } gate
        ? [new Step.Pause(gate)]
        : step.Refuse<IEnumerable<Step>>("pause", "must be the name of a gate", []);

    /// <summary>Reads a step that has no more than its name.</summary>
    /// <param name="step">The step's members.</param>
    /// <param name="name">Its name.</param>
    /// <param name="result">The step.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> True(ScriptMembers step, string name, Step result) =>
        step[name].ValueKind == JsonValueKind.True ? [result] : step.Refuse<IEnumerable<Step>>(name, "must be true", []);

    /// <summary>Reads sizes.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Split(ScriptMembers step)
    {
        var split = step["split"];
        ImmutableArray<JsonElement> sizes = split.ValueKind == JsonValueKind.Array ? [.. split.EnumerateArray()] : [split];
        return sizes.All(
            size => size.ValueKind == JsonValueKind.Number && size.TryGetInt32(out var bytes) && bytes is >= 1 and <= ModelName.MaxSplit)
            ? [new Step.Split([.. sizes.Select(size => size.GetInt32())])]
            : step.Refuse<IEnumerable<Step>>("split", $"must be a size from 1 to {ModelName.MaxSplit}, or an array of these", []);
    }

    /// <summary>Reads the name of a recording.</summary>
    /// <param name="step">The step's members.</param>
    /// <param name="recordings">The recordings that can be replayed.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Replay(ScriptMembers step, RecordingLibrary recordings) =>
        recordings.Find(step.Text("replay")) is { } recording
            ? [new Step.Replay(recording, step.Milliseconds("delay"))]
            : step.Refuse<IEnumerable<Step>>("replay", "there is no such recording; GET /mock/recordings lists them", []);

    /// <summary>Reads an error event.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Error(ScriptMembers step)
    {
        if (step["error"].ValueKind != JsonValueKind.Object)
        {
            return step.Refuse<IEnumerable<Step>>("error", "must be {\"message\":...}", []);
        }

        var error = step.Inside("error");
        error.RefuseOthers(["message", "type", "code", "status", "retryAfter"]);
        return [new Step.Error(ReadFailure(error, error.OptionalNumber("status", 400, 599) ?? StatusCodes.Status500InternalServerError))];
    }

    /// <summary>Reads an error status.</summary>
    /// <param name="step">The step's members.</param>
    /// <returns>The step.</returns>
    public static IEnumerable<Step> Status(ScriptMembers step) => [new Step.Status(ReadFailure(step, step.Number("status", 200, 599)))];

    private static ScriptedFailure ReadFailure(ScriptMembers members, int status) =>
        new(status, members.Text("message", "The mock was told to fail."))
        {
            Type = members.OptionalText("type"),
            Code = members.OptionalText("code"),
            RetryAfter = members.OptionalNumber("retryAfter", 0, MaxRetryAfter) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Body = members["body"].ValueKind is JsonValueKind.Object or JsonValueKind.Array
                ? members["body"].GetRawText()
                : members.OptionalText("body"),
        };

    private static TextSource ReadSource(ScriptMembers step, string name)
    {
        if (step[name].ValueKind == JsonValueKind.String)
        {
            return new TextSource.Canned(step.Text(name));
        }

        if (step[name].ValueKind == JsonValueKind.Object)
        {
            var source = step.Inside(name);
            source.RefuseOthers(["echo", "lorem", "seed"]);
            if (source.OptionalNumber("lorem", 1, MaxTokens) is { } tokens)
            {
                return new TextSource.Lorem(tokens, source.OptionalNumber("seed", int.MinValue, int.MaxValue));
            }

            if (source["echo"].ValueKind == JsonValueKind.True)
            {
                return new TextSource.Echo();
            }
        }

        return step.Refuse(name, "must be a text, {\"echo\":true} or {\"lorem\":n}", new TextSource.Canned(""));
    }

    private static Pace ReadPace(ScriptMembers step) =>
        new(step.OptionalNumber("chunks", 1, ModelName.MaxChunks), step.Milliseconds("delay"));

    private static Step.Call ReadCall(ScriptMembers call, Pace pace)
    {
        call.RefuseOthers(["name", "arguments", "id"]);
        if (call.Text("name").Length == 0)
        {
            call.Fail("name", "must be the name of a tool");
        }

        var arguments = call["arguments"];
        var json = arguments.ValueKind switch
        {
            JsonValueKind.Undefined => "{}",
            JsonValueKind.String => arguments.GetString()!,
            _ => JsonSerializer.Serialize(arguments, CompactJson.Options),
        };
        return new Step.Call(call.Text("name"), json, call.OptionalText("id"), pace);
    }
}
