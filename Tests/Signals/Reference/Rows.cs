using LlmAspire.Signals.Conversations;

namespace LlmAspire.Tests.Signals.Reference;

/// <summary>Short ways to write conversations.</summary>
internal static class Rows
{
    public static Conversation Of(params (RowKind Kind, string Text)[] rows) =>
        new([.. rows.Select(static (row, index) => new ConversationRow { Kind = row.Kind, Text = row.Text, MessageIndex = index })]);

    public static Conversation Users(params string[] texts) => Of([.. texts.Select(static text => (RowKind.Human, text))]);

    public static Conversation Calls(params string[] texts) => Of([.. texts.Select(static text => (RowKind.ToolCall, text))]);

    public static Conversation Results(params string[] texts) => Of([.. texts.Select(static text => (RowKind.ToolResult, text))]);

    /// <summary>A conversation of everything, from a seed: texts that repeat, calls that loop, results that fail.</summary>
    public static Conversation Random(int seed, int count)
    {
        var random = new Random(seed);
        var texts = new[]
        {
            "you misread me again", "WHERE IS MY ORDER NOW??", "lovely, it runs now!", "please put another way what the invoice of march says",
            "this is tedious, fetch your boss", "the invoice of march says nothing", "\u201CNa\u00EFve\u201D question \u2014 \u0130STANBUL?!?", "",
            "why", "much obliged, quite right", "server broke: too fast, retry", "bad argument 'x' \u65E5\u672C\u8A9E", "{\"ok\": true}",
            "the very same long answer about invoices and orders as before", "I am leaving this rotten machine to you and to nobody else",
        };
        var calls = new[] { "{\"name\":\"find\",\"arguments\":{\"a\":1,\"b\":2}}", "{\"name\":\"find\",\"args\":{\"b\":2,\"a\":1}}", "find(x)", "open" };
        return Of([.. Enumerable.Range(0, count).Select(_ => random.Next(10) switch
        {
            < 4 => (RowKind.Human, texts[random.Next(texts.Length)]),
            < 6 => (RowKind.Assistant, texts[random.Next(texts.Length)]),
            < 8 => (RowKind.ToolCall, calls[random.Next(calls.Length)]),
            < 9 => (RowKind.ToolResult, texts[random.Next(texts.Length)]),
            _ => (RowKind.Other, "x"),
        })]);
    }
}
