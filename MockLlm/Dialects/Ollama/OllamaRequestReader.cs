using System.Collections.Immutable;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Ollama;

/// <summary>Reads an Ollama chat request.</summary>
internal static class OllamaRequestReader
{
    /// <summary>Reads and checks the request.</summary>
    /// <param name="body">The request's JSON; null when it has none.</param>
    /// <returns>The request or the first thing that is wrong with it.</returns>
    public static RequestReading Read(JsonElement? body)
    {
        var members = new RequestMembers(body, OllamaWording.Instance);
        var options = members.Object("options") ?? default;
        var prompt = ReadMessages(members);
        var request = new AnswerRequest
        {
            Model = members.RequiredText("model"),
            Streamed = members.Optional("stream") is null || members.Flag("stream"),
            IncludeUsage = true,
            LastUserText = prompt.LastUserText,
            LastToolText = prompt.LastToolText,
            InputTokens = prompt.InputTokens,
            MaxTokens = NumberIn(options, "num_predict") is { } most and > 0 ? most : null,
            Stop = ReadStop(options),
            Seed = NumberIn(options, "seed"),
            Tools = [.. members.Items("tools").Select(tool => tool.Member("function")).Where(function => function?.Text("name") is not null)
                .Select(function => new ToolOffer(function!.Value.Text("name")!, function.Value.Member("parameters")))],
            Format = ReadFormat(members),
            Script = members.Script(),
        };
        return members.Failure is { } failure ? failure : request;
    }

    private static PromptReader ReadMessages(RequestMembers members)
    {
        var prompt = new PromptReader();
        foreach (var message in members.Items("messages"))
        {
            var text = message.Text("content") ?? "";
            switch (message.Text("role"))
            {
                case "user":
                    prompt.AddUser(text);
                    break;
                case "tool":
                    prompt.AddTool(text);
                    break;
                case "assistant" or "system":
                    prompt.AddOther(text);
                    break;
                default:
                    members.Fail(
                        OllamaWording.Instance.NotAllowed("role", message.Text("role") ?? "", "system", "user", "assistant", "tool"));
                    break;
            }
        }

        return prompt;
    }

    private static ImmutableArray<string> ReadStop(JsonElement options) => options.Member("stop") switch
    {
        { ValueKind: JsonValueKind.Array } several => JsonReading.Texts(several.EnumerateArray()),
        { } one => JsonReading.Texts([one]),
        null => [],
    };

    private static int? NumberIn(JsonElement options, string name) =>
        options.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    private static JsonFormat? ReadFormat(RequestMembers members) => members.Optional("format") switch
    {
        { ValueKind: JsonValueKind.Object } schema => new JsonFormat(schema),
        { ValueKind: JsonValueKind.String } word when word.ValueEquals("json") => new JsonFormat(null),
        _ => null,
    };
}
