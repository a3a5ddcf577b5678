using System.Collections.Immutable;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Dialects.OpenAi;

namespace LlmAspire.MockLlm.Dialects.OpenAiChat;

/// <summary>Reads a chat completions request.</summary>
internal static class ChatRequestReader
{
    private const int MaxChoices = 128;
    private const int MaxStops = 4;

    private static readonly string[] Roles = ["system", "assistant", "user", "function", "tool", "developer"];

    /// <summary>Reads and checks the request.</summary>
    /// <param name="body">The request's JSON; null when it has none.</param>
    /// <returns>The request or the first thing that is wrong with it.</returns>
    public static RequestReading Read(JsonElement? body)
    {
        var members = new RequestMembers(body, OpenAiWording.Instance);
        var prompt = ReadMessages(members);
        var tools = OpenAiTools.Read(members, "function");
        var request = new AnswerRequest
        {
            Model = members.RequiredText("model"),
            Streamed = members.Flag("stream"),
            IncludeUsage = ReadIncludeUsage(members),
            LastUserText = prompt.LastUserText,
            LastToolText = prompt.LastToolText,
            InputTokens = prompt.InputTokens,
            MaxTokens = members.Number("max_completion_tokens", 1, int.MaxValue) ?? members.Number("max_tokens", 1, int.MaxValue),
            Stop = ReadStop(members),
            Choices = members.Number("n", 1, MaxChoices) ?? 1,
            Seed = members.Number("seed", int.MinValue, int.MaxValue),
            Tools = tools,
            ToolChoice = OpenAiTools.ReadChoice(members, tools, "function"),
            ParallelTools = members.Optional("parallel_tool_calls") is null || members.Flag("parallel_tool_calls"),
            Format = OpenAiTools.ReadFormat(members, members.Object("response_format"), "response_format", "json_schema"),
            Script = members.Script(),
        };
        return members.Failure is { } failure ? failure : request;
    }

    private static PromptReader ReadMessages(RequestMembers members)
    {
        var prompt = new PromptReader();
        var messages = members.RequiredItems("messages");
        for (var i = 0; i < messages.Count; i++)
        {
            var name = $"messages[{i}]";
            if (messages[i].ValueKind != JsonValueKind.Object)
            {
                return members.FailType(name, "an object", messages[i], prompt);
            }

            var text = ReadContent(members, messages[i], name);
            Add(prompt, ReadRole(members, messages[i], name), text);
        }

        return prompt;
    }

    private static void Add(PromptReader prompt, string? role, string text)
    {
        switch (role)
        {
            case "user":
                prompt.AddUser(text);
                break;
            case "tool" or "function":
                prompt.AddTool(text);
                break;
            default:
                prompt.AddOther(text);
                break;
        }
    }

    private static string? ReadRole(RequestMembers members, JsonElement message, string name)
    {
        if (!message.TryGetProperty("role", out var role))
        {
            members.Fail(OpenAiWording.Instance.Missing($"{name}.role"));
            return null;
        }

        if (role.ValueKind != JsonValueKind.String)
        {
            return members.FailType<string?>($"{name}.role", "a string", role, null);
        }

        var value = role.GetString()!;
        if (!Roles.Contains(value))
        {
            members.Fail(OpenAiWording.Instance.NotAllowed($"{name}.role", value, Roles));
        }

        return value;
    }

    private static string ReadContent(RequestMembers members, JsonElement message, string name) => message.Member("content") switch
    {
        null or { ValueKind: JsonValueKind.String or JsonValueKind.Array } => JsonReading.TextOfContent(message.Member("content")),
        { } other => members.FailType($"{name}.content", "a string or an array", other, ""),
    };

    private static bool ReadIncludeUsage(RequestMembers members)
    {
        if (members.Object("stream_options") is not { } options)
        {
            return false;
        }

        if (!members.Flag("stream"))
        {
            members.Fail(new Failure(FailureKind.OnlyWithStream, 400,
                "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
            { Member = "stream_options" });
        }

        return options.Member("include_usage") is { ValueKind: JsonValueKind.True };
    }

    private static ImmutableArray<string> ReadStop(RequestMembers members) => members.Optional("stop") switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } one => one.GetString() is { Length: > 0 } stop ? [stop] : [],
        { ValueKind: JsonValueKind.Array } several when several.GetArrayLength() <= MaxStops
            && several.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. several.EnumerateArray().Select(item => item.GetString()!).Where(stop => stop.Length > 0)],
        { } other => members.FailType<ImmutableArray<string>>("stop", $"a string or an array of at most {MaxStops} strings", other, []),
    };
}
