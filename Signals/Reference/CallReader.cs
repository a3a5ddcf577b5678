using System.Text.Json;
using LlmAspire.Signals.Conversations;

namespace LlmAspire.Signals.Reference;

/// <summary>Reads a tool call by the reference's rules: its row's text is a JSON object, or <c>name(arguments)</c>, or a bare name.</summary>
internal static class CallReader
{
    private const string Unknown = "unknown";

    public static CallFacts Read(ConversationRow row)
    {
        if (row.Text.Length == 0 && row.Call is { } call)
        {
            // The reference writes such a call as {"name": "...", "arguments": "..."} and reads it back: the arguments are a text.
            return new CallFacts { ReportedName = call.Name, Name = call.Name, Arguments = call.Arguments, Canonical = null };
        }

        using var document = ReferenceJson.TryParse(row.Text);
        return document?.RootElement.ValueKind == JsonValueKind.Object ? ReadObject(document.RootElement) : ReadText(row.Text);
    }

    private static CallFacts ReadObject(JsonElement call)
    {
        var name = Member(call, "name", "function") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : Unknown;
        var arguments = Member(call, "arguments", "args");
        var isObject = arguments?.ValueKind == JsonValueKind.Object;
        return new CallFacts
        {
            ReportedName = name,
            Name = name,
            Arguments = arguments switch
            {
                null => "",
                { ValueKind: JsonValueKind.String } given => given.GetString()!,
                { } given => ReferenceJson.Write(given, JsonOrder.OuterSorted),
            },
            Canonical = isObject ? ReferenceJson.Write(arguments!.Value, JsonOrder.AllSorted) : null,
        };
    }

    private static CallFacts ReadText(string text)
    {
        var parenthesis = text.IndexOf('(', StringComparison.Ordinal);
        if (parenthesis <= 0)
        {
            return new CallFacts { ReportedName = Unknown, Name = text.Trim(), Arguments = "", Canonical = null };
        }

        var name = text[..parenthesis].Trim();
        var rest = text[parenthesis..];
        if (!rest.EndsWith(')'))
        {
            return new CallFacts { ReportedName = Unknown, Name = name, Arguments = rest, Canonical = null };
        }

        var inner = rest[1..^1].Trim();
        using var document = ReferenceJson.TryParse(inner);
        var isObject = document?.RootElement.ValueKind == JsonValueKind.Object;
        return new CallFacts
        {
            ReportedName = Unknown,
            Name = name,
            Arguments = isObject ? ReferenceJson.Write(document!.RootElement, JsonOrder.OuterSorted) : inner,
            Canonical = isObject ? ReferenceJson.Write(document!.RootElement, JsonOrder.AllSorted) : null,
        };
    }

    private static JsonElement? Member(JsonElement owner, string name, string otherwise) =>
        owner.TryGetProperty(name, out var value) || owner.TryGetProperty(otherwise, out value) ? value : null;
}
