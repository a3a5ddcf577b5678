using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Stored items in another dialect than their own.</summary>
public sealed class DialectCrossingTests
{
    private const string Image = "data:image/png;base64,AAAA";

    private static readonly string[] Chat =
    [
        """{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}""",
        """{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}},{"id":"call_2","type":"function","function":{"name":"look","arguments":"{\"at\":2}"}}]}""",
        """{"role":"tool","tool_call_id":"call_1","content":"a cat"}""",
        """{"role":"tool","tool_call_id":"call_2","content":"a dog"}""",
        """{"role":"assistant","content":"Both."}""",
    ];

    private static readonly string[] Anthropic =
    [
        """{"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}""",
        """{"role":"assistant","content":[{"type":"text","text":"Let me look."},{"type":"tool_use","id":"call_1","name":"look","input":{"at":1}},{"type":"tool_use","id":"call_2","name":"look","input":{"at":2}}]}""",
        """{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"a cat"}]},{"type":"tool_result","tool_use_id":"call_2","content":[{"type":"text","text":"a dog"}]}]}""",
        """{"role":"assistant","content":[{"type":"text","text":"Both."}]}""",
    ];

    private static readonly string[] Responses =
    [
        """{"type":"message","role":"user","content":[{"type":"input_text","text":"What is this?"},{"type":"input_image","detail":"auto","image_url":"data:image/png;base64,AAAA"}]}""",
        """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Let me look.","annotations":[]}]}""",
        """{"type":"function_call","call_id":"call_1","name":"look","arguments":"{\"at\":1}"}""",
        """{"type":"function_call","call_id":"call_2","name":"look","arguments":"{\"at\":2}"}""",
        """{"type":"function_call_output","call_id":"call_1","output":"a cat"}""",
        """{"type":"function_call_output","call_id":"call_2","output":"a dog"}""",
        """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Both.","annotations":[]}]}""",
    ];

    public static TheoryData<string, string> Ways
    {
        get
        {
            string[] names = ["openai.chat", "anthropic.messages", "openai.responses"];
            return [.. names.SelectMany(from => names.Select(to => (from, to)))];
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Texts_images_tool_calls_and_results_cross_from_any_dialect_to_any_other(string from, string to)
    {
        var written = HistoryWriter.Write(Stored(from, Of(from)), Api.Named(to)!);

        Assert.Equal(Of(to), written.Select(item => Encoding.UTF8.GetString(item.Raw.Span)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Crossing_there_and_back_loses_nothing_of_it(string from, string to)
    {
        var there = HistoryWriter.Write(Stored(from, Of(from)), Api.Named(to)!);

        var back = HistoryWriter.Write(Stored(to, [.. there.Select(item => Encoding.UTF8.GetString(item.Raw.Span))]), Api.Named(from)!);

        Assert.Equal(Of(from), back.Select(item => Encoding.UTF8.GetString(item.Raw.Span)));
    }

    [Theory]
    [InlineData("openai.chat", """{"role" : "assistant","content":null,"audio":{"id":"a"},"unknown":[1,{"x":2.50}]}""")]
    [InlineData("anthropic.messages", """{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s=="},{"type":"text","text":"x","citations":[]}]}""")]
    [InlineData("openai.responses", """{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search"}}""")]
    public void What_only_one_dialect_knows_comes_back_to_it_byte_for_byte(string dialect, string item) =>
        Assert.Equal(item, Encoding.UTF8.GetString(Assert.Single(HistoryWriter.Write(Stored(dialect, [item]), Api.Named(dialect)!)).Raw.Span));

    [Theory]
    [InlineData("openai.responses", """{"type":"reasoning","id":"rs_1","summary":[]}""")]
    [InlineData("anthropic.messages", """{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"}]}""")]
    public void Reasoning_does_not_cross(string dialect, string item) =>
        Assert.Empty(HistoryWriter.Write(Stored(dialect, [item]), Api.Chat));

    [Fact]
    public void Arguments_that_are_no_object_become_one_where_nothing_else_is_taken()
    {
        const string Cut = """{"type":"function_call","call_id":"c","name":"f","arguments":"{\"a\":"}""";

        var written = Assert.Single(HistoryWriter.Write(Stored("openai.responses", [Cut]), Api.Messages));

        using var message = JsonDocument.Parse(written.Raw);
        Assert.Equal("{\"a\":", message.RootElement.GetProperty("content")[0].GetProperty("input").GetProperty("input").GetString());
    }

    [Fact]
    public void An_image_by_its_address_stays_one()
    {
        const string Message = """{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://pictures.test/1.png","detail":"low"}}]}""";

        var written = Assert.Single(HistoryWriter.Write(Stored("openai.chat", [Message]), Api.Messages));

        Assert.Equal(
            """{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://pictures.test/1.png"}}]}""",
            Encoding.UTF8.GetString(written.Raw.Span));
        Assert.DoesNotContain(Image, Encoding.UTF8.GetString(written.Raw.Span), StringComparison.Ordinal);
    }

    private static string[] Of(string dialect) => dialect switch
    {
        "openai.chat" => Chat,
        "openai.responses" => Responses,
        _ => Anthropic,
    };

    private static ConversationItem[] Stored(string dialect, string[] items) =>
    [
        .. RequestItem.ReadAll(Encoding.UTF8.GetBytes($"[{string.Join(',', items)}]"))
            .Select(item => new ConversationItem(dialect, item.Role, item.Raw)),
    ];
}
