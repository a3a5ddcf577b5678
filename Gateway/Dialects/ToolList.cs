using System.Text;
using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>What a request's list of tools is called by.</summary>
internal static class ToolList
{
    private const int MaxTools = 128;

    /// <summary>One line per tool, <c>name(...)</c>, as the reference writes its attribute <c>llm.tools</c>.</summary>
    /// <param name="tools">The array's JSON, already known to be valid.</param>
    /// <returns>The lines; null when no tool has a name.</returns>
    public static string? Names(ReadOnlyMemory<byte> tools)
    {
        using var document = JsonDocument.Parse(tools, new JsonDocumentOptions { MaxDepth = 256 });
        var lines = new StringBuilder();
        foreach (var tool in document.RootElement.EnumerateArray().Take(MaxTools))
        {
            if (Name(tool) is { } name)
            {
                lines.Append(lines.Length > 0 ? "\n" : "").Append(name).Append("(...)");
            }
        }

        return lines.Length > 0 ? lines.ToString() : null;
    }

    /// <summary>A tool's name: OpenAI's chat nests it in <c>function</c>, the others do not.</summary>
    /// <param name="tool">One tool.</param>
    /// <returns>The name, or null.</returns>
    public static string? Name(JsonElement tool) =>
        (tool.Member("function") is { ValueKind: JsonValueKind.Object } function ? function : tool).Text("name");
}
