using System.Text.Json;
using LlmAspire.MockLlm.Dialects.OpenAi;

namespace LlmAspire.MockLlm.Dialects.OpenAiResponses;

/// <summary>Reads a Responses request.</summary>
internal static class ResponsesRequestReader
{
    /// <summary>OpenAI refuses a smaller limit.</summary>
    private const int LeastMaxTokens = 16;

    /// <summary>Reads and checks the request.</summary>
    /// <param name="body">The request's JSON; null when it has none.</param>
    /// <returns>The request or the first thing that is wrong with it.</returns>
    public static RequestReading Read(JsonElement? body)
    {
        var members = new RequestMembers(body, OpenAiWording.Instance);
        var prompt = ReadInput(members);
        var tools = OpenAiTools.Read(members, null);
        CheckPreviousResponse(members);
        var request = new ResponsesRequest
        {
            Body = body ?? default,
            Model = members.RequiredText("model"),
            Streamed = members.Flag("stream"),
            LastUserText = prompt.LastUserText,
            LastToolText = prompt.LastToolText,
            InputTokens = prompt.InputTokens,
            MaxTokens = members.Number("max_output_tokens", LeastMaxTokens, int.MaxValue),
            Tools = tools,
            ToolChoice = OpenAiTools.ReadChoice(members, tools, null),
            ParallelTools = members.Optional("parallel_tool_calls") is null || members.Flag("parallel_tool_calls"),
            Format = OpenAiTools.ReadFormat(members, members.Object("text")?.Member("format"), "text.format", null),
            Script = members.Script(),
        };
        return members.Failure is { } failure ? failure : request;
    }

    private static PromptReader ReadInput(RequestMembers members)
    {
        var prompt = new PromptReader();
        if (members.Optional("instructions") is { } instructions)
        {
            prompt.AddOther(JsonReading.TextOfContent(instructions));
        }

        switch (members.Optional("input"))
        {
            case null:
                members.Fail(OpenAiWording.Instance.Missing("input"));
                break;
            case { ValueKind: JsonValueKind.String } text:
                prompt.AddUser(text.GetString()!);
                break;
            case { ValueKind: JsonValueKind.Array } items:
                var index = 0;
                foreach (var item in items.EnumerateArray())
                {
                    ReadItem(members, prompt, item, $"input[{index++}]");
                }

                break;
            case { } other:
                members.FailType("input", "a string or an array of items", other, 0);
                break;
        }

        return prompt;
    }

    private static void ReadItem(RequestMembers members, PromptReader prompt, JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            members.FailType(name, "an object", item, 0);
        }
        else if (item.Text("type") is "function_call_output" or "custom_tool_call_output")
        {
            prompt.AddTool(JsonReading.TextOfContent(item.Member("output")));
        }
        else if (item.Text("type") is null or "message")
        {
            ReadMessage(members, prompt, item, name);
        }
        else
        {
            prompt.AddOther(item.Text("arguments") ?? "");
        }
    }

    private static void ReadMessage(RequestMembers members, PromptReader prompt, JsonElement item, string name)
    {
        var text = JsonReading.TextOfContent(item.Member("content"));
        switch (item.Text("role"))
        {
            case "user":
                prompt.AddUser(text);
                break;
            case "assistant" or "system" or "developer":
                prompt.AddOther(text);
                break;
            case null:
                members.Fail(OpenAiWording.Instance.Missing($"{name}.role"));
                break;
            case var other:
                members.Fail(OpenAiWording.Instance.NotAllowed($"{name}.role", other, "assistant", "system", "developer", "user"));
                break;
        }
    }

    private static void CheckPreviousResponse(RequestMembers members)
    {
        if (members.Optional("previous_response_id") is { ValueKind: JsonValueKind.String } id)
        {
            members.Fail(new Failure(FailureKind.UnknownResponse, 400, $"Previous response with id '{id.GetString()}' not found.")
            {
                Member = "previous_response_id",
            });
        }
    }
}
