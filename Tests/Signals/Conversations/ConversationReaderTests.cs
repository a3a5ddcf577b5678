using System.Text.Json;
using LlmAspire.Signals.Conversations;

namespace LlmAspire.Tests.Signals.Conversations;

public sealed class ConversationReaderTests
{
    [Fact]
    public void Chat_messages_give_rows_that_know_their_message()
    {
        var rows = Read(
            """
            [{"role":"system","content":"be nice"},
             {"role":"user","content":[{"type":"text","text":"one"},{"type":"image_url","image_url":{}},{"type":"text","text":"two"}]},
             {"role":"assistant","content":"calling","tool_calls":[
                {"id":"c1","type":"function","function":{"name":"find","arguments":"{\"a\": 1}"}},
                {"id":"c2","type":"function","function":{"name":"open","arguments":"{}"}}]},
             {"role":"tool","tool_call_id":"c1","content":"found"},
             {"role":"assistant","content":null},
             {"role":"user","content":null}]
            """);

        Assert.Equal(
            [
                (RowKind.Human, "one\ntwo", 1), (RowKind.Assistant, "calling", 2), (RowKind.ToolCall, "", 2), (RowKind.ToolCall, "", 2),
                (RowKind.ToolResult, "found", 3), (RowKind.Human, "", 5),
            ],
            rows.Select(static row => (row.Kind, row.Text, row.MessageIndex)));
        Assert.Equal(new ToolInvocation("find", "{\"a\": 1}", "c1"), rows[2].Call);
        Assert.Equal("c1", rows[4].CallId);
    }

    [Fact]
    public void Responses_items_give_the_same_rows_as_chat_messages()
    {
        var rows = Read(
            """
            [{"role":"user","content":"hello"},
             {"type":"reasoning","summary":[]},
             {"type":"function_call","call_id":"c1","name":"find","arguments":"{}"},
             {"type":"function_call_output","call_id":"c1","output":"found"},
             {"type":"message","role":"assistant","content":[{"type":"output_text","text":"done"}]}]
            """);

        Assert.Equal(
            [(RowKind.Human, "hello", 0), (RowKind.ToolCall, "", 2), (RowKind.ToolResult, "found", 3), (RowKind.Assistant, "done", 4)],
            rows.Select(static row => (row.Kind, row.Text, row.MessageIndex)));
        Assert.Equal(new ToolInvocation("find", "{}", "c1"), rows[1].Call);
    }

    [Fact]
    public void Anthropic_messages_give_tool_results_out_of_the_users_message()
    {
        var rows = Read(
            """
            [{"role":"user","content":"hello"},
             {"role":"assistant","content":[{"type":"text","text":"looking"},{"type":"tool_use","id":"t1","name":"find","input":{"a":1}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","is_error":true,"content":[{"type":"text","text":"no"}]}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"t2","content":"yes"},{"type":"text","text":"go on"}]}]
            """);

        Assert.Equal(
            [
                (RowKind.Human, "hello", 0), (RowKind.Assistant, "looking", 1), (RowKind.ToolCall, "", 1), (RowKind.ToolResult, "no", 2),
                (RowKind.ToolResult, "yes", 3), (RowKind.Human, "go on", 3),
            ],
            rows.Select(static row => (row.Kind, row.Text, row.MessageIndex)));
        Assert.Equal("{\"a\":1}", rows[2].Call!.Arguments);
        Assert.Equal([true, false], rows.Where(static row => row.Kind == RowKind.ToolResult).Select(static row => row.IsError));
    }

    [Fact]
    public void Every_given_row_is_kept_in_its_place()
    {
        var rows = Read("""[{"from":"system","value":"x"},{"from":"human","value":"hi"},{"from":"function_call","value":"find(1)"}]""");

        Assert.Equal(
            [(RowKind.Other, "x", 0), (RowKind.Human, "hi", 1), (RowKind.ToolCall, "find(1)", 2)],
            rows.Select(static row => (row.Kind, row.Text, row.MessageIndex)));
        Assert.Equal(new ToolInvocation("find", "1"), rows[2].Call);
    }

    [Theory]
    [InlineData("""{"role":"user"}""", "'messages' must be an array of messages, not Object.")]
    [InlineData("[3]", "messages[0] must be an object, not Number.")]
    [InlineData("""["hi",{}]""", "messages[1] has none of 'role', 'from' and 'type'.")]
    [InlineData("""[{"role":"user","content":"\ud800"}]""", "messages[0] has a text that is no valid Unicode.")]
    public void What_is_no_conversation_is_told_with_its_place(string json, string message)
    {
        Assert.Equal(message, Assert.Throws<ConversationFormatException>(() => Read(json)).Message);
    }

    private static IReadOnlyList<ConversationRow> Read(string json) => ConversationReader.Read(JsonElement.Parse(json)).Rows;
}
