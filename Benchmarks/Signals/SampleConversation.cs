using LlmAspire.Signals.Conversations;

namespace LlmAspire.Benchmarks.Signals;

/// <summary>A made-up support conversation with tool calls, of the lengths that such have: users write a line or two, assistants a paragraph.</summary>
internal static class SampleConversation
{
    private static readonly string[] Users =
    [
        "Hi, I ordered a desk lamp two weeks ago and the tracking page still shows that it has not left the warehouse. Can you check?",
        "The number is on the invoice, I think: 20417. It was paid by card on the third of the month.",
        "Right, but that is what I said in my first message. I want to know why, and when it is going to leave.",
        "Could you please send it by express instead, and to my office rather than to my home address?",
        "ok",
        "Thanks. One more thing: the lamp should have come with a spare bulb, is that in the same parcel?",
    ];

    private static readonly string[] Answers =
    [
        "I have looked up your order. It was packed on Monday and is waiting for the carrier, who collects from this warehouse twice a week. "
            + "The next collection is tomorrow, and the tracking page is updated some hours later. I am sorry that it takes so long.",
        "I can change the address as long as the parcel has not been collected. Express costs nothing extra in your case, since the delay was "
            + "ours. Shall I go ahead with the office address that is in your profile, or is there another one?",
        "Done. You will get a message with the new tracking number, and the parcel should be with you on Thursday before noon.",
    ];

    private static readonly string[] Results =
    [
        """{"order":20417,"status":"packed","items":[{"sku":"L-7","name":"desk lamp","count":1}],"carrier":"north","collected":null}""",
        """{"ok":true,"address":"office","service":"express","eta":"2026-03-12T11:00:00Z","price":{"amount":0,"currency":"EUR"}}""",
        """{"error":"order 20417 is locked by another process","code":409,"retryable":true}""",
    ];

    /// <summary>A conversation of so many rows.</summary>
    /// <param name="rows">How many.</param>
    public static Conversation OfRows(int rows) => new([.. Enumerable.Range(0, rows).Select(Row)]);

    private static ConversationRow Row(int index) => (index % 5) switch
    {
        0 => Speech(RowKind.Human, index, Users[index % Users.Length]),
        1 => Speech(RowKind.Assistant, index, $"{Answers[index % Answers.Length]} {index}"),
        2 => new ConversationRow
        {
            Kind = RowKind.ToolCall,
            MessageIndex = index,
            Call = new ToolInvocation(index % 2 == 0 ? "find_order" : "change_order", $$"""{"order":20417,"step":{{index}}}"""),
        },
        3 => Speech(RowKind.ToolResult, index, Results[index % Results.Length]),
        _ => Speech(RowKind.Assistant, index, Answers[index % Answers.Length]),
    };

    private static ConversationRow Speech(RowKind kind, int index, string text) =>
        new() { Kind = kind, Text = text, MessageIndex = index };
}
