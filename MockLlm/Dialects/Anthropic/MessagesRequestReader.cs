using System.Collections.Immutable;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Anthropic;

/// <summary>Reads a Messages request.</summary>
internal static class MessagesRequestReader
{
    private const string VersionHeader = "anthropic-version";

    /// <summary>Reads and checks the request.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The request or the first thing that is wrong with it.</returns>
    public static RequestReading Read(IncomingCall call)
    {
        var members = new RequestMembers(call.Json, AnthropicWording.Instance);
        if (!call.Headers.ContainsKey(VersionHeader))
        {
            members.Fail(new Failure(FailureKind.MissingMember, 400, $"{VersionHeader}: header is required") { Member = VersionHeader });
        }

        var model = members.RequiredText("model");
        var prompt = ReadMessages(members);
        if (members.Optional("max_tokens") is null)
        {
            members.Fail(AnthropicWording.Instance.Missing("max_tokens"));
        }

        var tools = ReadTools(members);
        var request = new AnswerRequest
        {
            Model = model,
            Streamed = members.Flag("stream"),
            IncludeUsage = true,
            LastUserText = prompt.LastUserText,
            LastToolText = prompt.LastToolText,
            InputTokens = prompt.InputTokens,
            MaxTokens = members.Number("max_tokens", 1, int.MaxValue),
            Stop = JsonReading.Texts(members.Items("stop_sequences")),
            Tools = tools,
            ToolChoice = ReadChoice(members, tools),
            ParallelTools = members.Object("tool_choice")?.Member("disable_parallel_tool_use") is not { ValueKind: JsonValueKind.True },
            Format = members.Object("output_config")?.Member("format")?.Member("schema") is { } schema ? new JsonFormat(schema) : null,
            Script = members.Script(),
        };
        return members.Failure is { } failure ? failure : request;
    }

    private static PromptReader ReadMessages(RequestMembers members)
    {
        var prompt = new PromptReader();
        if (members.Optional("system") is { } system)
        {
            prompt.AddOther(JsonReading.TextOfContent(system));
        }

        var messages = members.RequiredItems("messages");
        for (var i = 0; i < messages.Count; i++)
        {
            ReadMessage(members, prompt, messages[i], $"messages.{i}");
        }

        return prompt;
    }

    private static void ReadMessage(RequestMembers members, PromptReader prompt, JsonElement message, string name)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            members.FailType(name, "an object", message, 0);
            return;
        }

        var content = ReadContent(members, message, name);
        switch (message.Text("role"))
        {
            case "user":
                AddUser(prompt, content);
                break;
            case "assistant" or "system":
                prompt.AddOther(JsonReading.TextOfContent(content));
                break;
            case null:
                members.Fail(AnthropicWording.Instance.Missing($"{name}.role"));
                break;
            case var other:
                members.Fail(AnthropicWording.Instance.NotAllowed($"{name}.role", other, "user", "assistant"));
                break;
        }
    }

    private static JsonElement ReadContent(RequestMembers members, JsonElement message, string name)
    {
        var content = message.Member("content");
        if (content is null)
        {
            members.Fail(AnthropicWording.Instance.Missing($"{name}.content"));
        }
        else if (content.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
        {
            members.FailType($"{name}.content", "an array", content.Value, 0);
        }

        return content ?? default;
    }

    /// <summary>A message of the user can hold the results of tools, its own words, or both.</summary>
    private static void AddUser(PromptReader prompt, JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var result in content.EnumerateArray().Where(block => block.Text("type") == "tool_result"))
            {
                prompt.AddTool(JsonReading.TextOfContent(result.Member("content")));
            }
        }

        var text = JsonReading.TextOfContent(content);
        if (text.Length > 0)
        {
            prompt.AddUser(text);
        }
    }

    private static ImmutableArray<ToolOffer> ReadTools(RequestMembers members)
    {
        var tools = ImmutableArray.CreateBuilder<ToolOffer>();
        var items = members.Items("tools");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Text("name") is not { Length: > 0 } name)
            {
                members.Fail(AnthropicWording.Instance.Missing($"tools.{i}.name"));
            }
            else if (items[i].Text("type") is null or "custom")
            {
                tools.Add(new ToolOffer(name, items[i].Member("input_schema")));
            }
        }

        return tools.ToImmutable();
    }

    private static ToolChoice ReadChoice(RequestMembers members, ImmutableArray<ToolOffer> tools)
    {
        switch (members.Object("tool_choice")?.Text("type"))
        {
            case "any":
                return ToolChoice.Any;
            case "tool" when members.Object("tool_choice")?.Text("name") is { } name && tools.Any(tool => tool.Name == name):
                return new ToolChoice(true, name);
            case "none":
                return ToolChoice.None;
            case null or "auto":
                return ToolChoice.Auto;
            case "tool":
                members.Fail(
                    new Failure(FailureKind.InvalidValue, 400, "tool_choice: the tool is not in 'tools'") { Member = "tool_choice" });
                return ToolChoice.Auto;
            case var other:
                members.Fail(AnthropicWording.Instance.NotAllowed("tool_choice.type", other, "auto", "any", "tool", "none"));
                return ToolChoice.Auto;
        }
    }
}
