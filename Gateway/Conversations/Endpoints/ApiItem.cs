using System.Runtime.InteropServices;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>
/// A conversation's item as the API shows it: in the form of the Responses API, whatever dialect it came in. A message of another dialect
/// that calls tools is shown as several items; they are stored, and deleted, as one.
/// </summary>
/// <param name="Id">Its id.</param>
/// <param name="Json">UTF-8 JSON.</param>
/// <param name="Stored">The item that it shows.</param>
internal sealed record ApiItem(string Id, ReadOnlyMemory<byte> Json, ConversationItem Stored)
{
    /// <summary>Shows stored items.</summary>
    /// <param name="items">The items.</param>
    /// <returns>What the API shows, in the same order.</returns>
    public static List<ApiItem> Of(IEnumerable<ConversationItem> items) => [.. items.SelectMany(Of)];

    private static IEnumerable<ApiItem> Of(ConversationItem item)
    {
        if (item.Dialect == Api.Responses.Name)
        {
            return [Show(item, item.Message, 0)];
        }

        var neutral = Api.Named(item.Dialect)?.History?.Read(item.Message) ?? new NeutralItem(item.Role, []);
        var shown = OpenAiResponsesHistory.Instance.Write([neutral.Parts.Count > 0 ? neutral : neutral with { Parts = [ItemPart.OfText("")] }]);
        return shown.Select((part, i) => Show(item, part.Raw, i));
    }

    private static ApiItem Show(ConversationItem item, ReadOnlyMemory<byte> raw, int place)
    {
        using var document = JsonDocument.Parse(raw, new JsonDocumentOptions { MaxDepth = JsonMembers.MaxDepth });
        var root = document.RootElement;
        var type = root.Text("type") ?? "message";
        var id = root.Text("id") is { } own && ConversationKey.IsId(own) ? own : IdOf(type, item, place);
        var isAnswer = item.Role == ItemRole.Assistant;
        return new ApiItem(id, WireJson.Write(json =>
        {
            json.WriteString("id", id);
            json.WriteString("type", type);
            json.WriteString("status", item.IsIncomplete ? "incomplete" : root.Text("status") ?? "completed");
            foreach (var member in root.EnumerateObject())
            {
                WriteMember(json, member, isAnswer);
            }
        }), item);
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member, bool isAnswer)
    {
        // What is stored is shown as it is: it need not be valid Unicode.
        var name = JsonText.Decode(JsonMarshal.GetRawUtf8PropertyName(member));
        if (name is "id" or "type" or "status")
        {
            return;
        }

        json.WritePropertyName(name);
        if (name == "content" && member.Value.ValueKind == JsonValueKind.String)
        {
            OpenAiParts.WriteResponses(json, isAnswer ? "output_text" : "input_text", [ItemPart.OfText(member.Value.Decode())]);
        }
        else
        {
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(member.Value), skipInputValidation: true);
        }
    }

    private static string IdOf(string type, ConversationItem item, int place)
    {
        var kind = type switch
        {
            "message" => "msg",
            "function_call" => "fc",
            "function_call_output" => "fco",
            _ => "item",
        };
        return place == 0
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}_{item.Turn}_{item.Index}")
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}_{item.Turn}_{item.Index}_{place}");
    }
}
