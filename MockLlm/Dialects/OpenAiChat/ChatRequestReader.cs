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
    /// <param name="body">The request's JSON.</param>
    /// <returns>The request or the first thing that is wrong with it.</returns>
    public static RequestReading Read(JsonElement body)
    {
        var members = new RequestMembers(body, OpenAiWording.Instance);
        var texts = ReadMessages(members);
        var request = new AnswerRequest
        {
            Model = members.RequiredText("model"),
            Streamed = members.Flag("stream"),
            IncludeUsage = ReadIncludeUsage(members),
            LastUserText = texts.LastUser,
            InputTokens = texts.Tokens,
            MaxTokens = members.Number("max_completion_tokens", 1, int.MaxValue) ?? members.Number("max_tokens", 1, int.MaxValue),
            Stop = ReadStop(members),
            Choices = members.Number("n", 1, MaxChoices) ?? 1,
            Seed = members.Number("seed", int.MinValue, int.MaxValue),
        };
        return members.Failure is { } failure ? failure : request;
    }

    private static (string LastUser, int Tokens) ReadMessages(RequestMembers members)
    {
        var lastUser = "";
        var tokens = 0;
        var index = 0;
        foreach (var message in members.RequiredItems("messages"))
        {
            var name = $"messages[{index++}]";
            if (message.ValueKind != JsonValueKind.Object)
            {
                return members.FailType(name, "an object", message, (lastUser, tokens));
            }

            var text = ReadContent(members, message, name);
            tokens += Tokens.Count(text);
            if (ReadRole(members, message, name) == "user")
            {
                lastUser = text;
            }
        }

        return (lastUser, tokens);
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

    private static string ReadContent(RequestMembers members, JsonElement message, string name)
    {
        if (!message.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(TextOfPart)),
            _ => members.FailType($"{name}.content", "a string or an array", content, ""),
        };
    }

    private static string TextOfPart(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    private static bool ReadIncludeUsage(RequestMembers members)
    {
        if (members.Optional("stream_options") is not { } options)
        {
            return false;
        }

        if (!members.Flag("stream"))
        {
            members.Fail(new Failure(FailureKind.OnlyWithStream, 400,
                "The 'stream_options' parameter is only allowed when 'stream' is enabled.") { Member = "stream_options" });
            return false;
        }

        return options.ValueKind == JsonValueKind.Object
            ? options.TryGetProperty("include_usage", out var asked) && asked.ValueKind == JsonValueKind.True
            : members.FailType("stream_options", "an object", options, false);
    }

    private static ImmutableArray<string> ReadStop(RequestMembers members)
    {
        switch (members.Optional("stop"))
        {
            case null:
                return [];
            case { ValueKind: JsonValueKind.String } one:
                return Kept([one]);
            case { ValueKind: JsonValueKind.Array } several when several.GetArrayLength() <= MaxStops:
                return Kept([.. several.EnumerateArray()]);
            case { } other:
                return members.FailType<ImmutableArray<string>>("stop", $"a string or an array of at most {MaxStops} strings", other, []);
        }

        static ImmutableArray<string> Kept(ReadOnlySpan<JsonElement> stops)
        {
            var kept = ImmutableArray.CreateBuilder<string>();
            foreach (var stop in stops)
            {
                if (stop.ValueKind == JsonValueKind.String && stop.GetString() is { Length: > 0 } text)
                {
                    kept.Add(text);
                }
            }

            return kept.ToImmutable();
        }
    }
}
