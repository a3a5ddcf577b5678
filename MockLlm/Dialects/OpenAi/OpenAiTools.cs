using System.Collections.Immutable;
using System.Text.Json;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.OpenAi;

/// <summary>Reads tools and JSON formats: chat completions nests them one level deeper than Responses does.</summary>
internal static class OpenAiTools
{
    /// <summary>Reads the function tools of a request; others are for the provider itself.</summary>
    /// <param name="members">The request's members.</param>
    /// <param name="nestedIn">The member of a tool that holds its function; null when the tool is the function.</param>
    /// <returns>The tools.</returns>
    public static ImmutableArray<ToolOffer> Read(RequestMembers members, string? nestedIn)
    {
        var tools = ImmutableArray.CreateBuilder<ToolOffer>();
        var items = members.Items("tools");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Text("type") is not { } type)
            {
                members.Fail(OpenAiWording.Instance.Missing($"tools[{i}].type"));
            }
            else if (type == "function")
            {
                var function = nestedIn is null ? items[i] : items[i].Member(nestedIn) ?? default;
                if (function.Text("name") is { Length: > 0 } name)
                {
                    tools.Add(new ToolOffer(name, function.Member("parameters")));
                }
                else
                {
                    members.Fail(OpenAiWording.Instance.Missing(nestedIn is null ? $"tools[{i}].name" : $"tools[{i}].{nestedIn}.name"));
                }
            }
        }

        return tools.ToImmutable();
    }

    /// <summary>Reads the choice of tools and checks it against the tools.</summary>
    /// <param name="members">The request's members.</param>
    /// <param name="tools">The tools.</param>
    /// <param name="nestedIn">The member that holds a named function; null when it stands beside the type.</param>
    /// <returns>The choice.</returns>
    public static ToolChoice ReadChoice(RequestMembers members, ImmutableArray<ToolOffer> tools, string? nestedIn)
    {
        if (members.Optional("tool_choice") is not { } choice)
        {
            return ToolChoice.Auto;
        }

        if (tools.IsEmpty && members.Items("tools").Count == 0)
        {
            members.Fail(new Failure(FailureKind.OnlyWithTools, 400,
                "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.")
            { Member = "tool_choice" });
        }

        if (choice.ValueKind == JsonValueKind.String)
        {
            return choice.GetString() switch
            {
                "required" => ToolChoice.Any,
                "none" => ToolChoice.None,
                "auto" => ToolChoice.Auto,
                var other => Refuse(members, OpenAiWording.Instance.NotAllowed("tool_choice", other!, "none", "auto", "required")),
            };
        }

        var name = (nestedIn is null ? choice : choice.Member(nestedIn) ?? default).Text("name");
        return name is null || tools.All(tool => tool.Name != name)
            ? Refuse(members, new Failure(FailureKind.InvalidValue, 400,
                $"Tool choice '{name}' not found in 'tools' parameter.")
            { Member = "tool_choice" })
            : new ToolChoice(true, name);
    }

    /// <summary>Reads a JSON format.</summary>
    /// <param name="members">The request's members.</param>
    /// <param name="format">The format object; null when there is none.</param>
    /// <param name="path">Where it stands in the request.</param>
    /// <param name="nestedIn">The member that holds the schema's object; null when the schema stands beside the type.</param>
    /// <returns>The format; null for plain text.</returns>
    public static JsonFormat? ReadFormat(RequestMembers members, JsonElement? format, string path, string? nestedIn)
    {
        switch (format?.Text("type"))
        {
            case "json_object":
                return new JsonFormat(null);
            case "json_schema":
                var holder = nestedIn is null ? format.Value : format.Value.Member(nestedIn) ?? default;
                if (holder.Member("schema") is { } schema)
                {
                    return new JsonFormat(schema);
                }

                members.Fail(OpenAiWording.Instance.Missing(nestedIn is null ? $"{path}.schema" : $"{path}.{nestedIn}.schema"));
                return null;
            case null or "text":
                return null;
            case var other:
                members.Fail(OpenAiWording.Instance.NotAllowed($"{path}.type", other, "text", "json_object", "json_schema"));
                return null;
        }
    }

    private static ToolChoice Refuse(RequestMembers members, Failure failure)
    {
        members.Fail(failure);
        return ToolChoice.Auto;
    }
}
