using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Dialects;

/// <summary>JSON answers and requests: one event that holds all of it.</summary>
public sealed class WholeAnswerTests
{
    private static readonly RuleSet Rules = FilterRun.Rules("pii", "secrets");

    [Theory]
    [InlineData(
        "/v1/chat/completions",
        """{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"to ada\u0040example.com!","refusal":null,"tool_calls":[{"id":"t","function":{"name":"f","arguments":"{\"to\":\"ada@example.com\"}"}}]},"finish_reason":"stop"}],"usage":{"total_tokens":3}}""",
        """{"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":"to [EMAIL]!","refusal":null,"tool_calls":[{"id":"t","function":{"name":"f","arguments":"{\"to\":\"[EMAIL]\"}"}}]},"finish_reason":"stop"}],"usage":{"total_tokens":3}}""")]
    [InlineData(
        "/v1/messages",
        """{"type":"message","content":[{"type":"text","text":"to ada@example.com"},{"type":"tool_use","id":"t","name":"f","input":{"name":"ada@example.com","card":4111111111111111,"n":12}},{"type":"thinking","thinking":"ada@example.com","signature":"ada@example.com"}],"usage":{}}""",
        """{"type":"message","content":[{"type":"text","text":"to [EMAIL]"},{"type":"tool_use","id":"t","name":"f","input":{"name":"[EMAIL]","card":"[CARD]","n":12}},{"type":"thinking","thinking":"[EMAIL]","signature":"ada@example.com"}],"usage":{}}""")]
    [InlineData(
        "/v1/responses",
        """{"object":"response","instructions":"ada@example.com","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"ada@example.com"}],"encrypted_content":"ada@example.com"},{"type":"message","content":[{"type":"output_text","text":"ada@example.com","logprobs":[{"token":"ada","logprob":-1},{"token":"@example.com","logprob":-1}]}]},{"type":"function_call","arguments":"{\"n\":4111111111111111}"}]}""",
        """{"object":"response","instructions":"ada@example.com","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"[EMAIL]"}],"encrypted_content":"ada@example.com"},{"type":"message","content":[{"type":"output_text","text":"[EMAIL]","logprobs":[{"token":"[EMAIL]","logprob":0,"bytes":null,"top_logprobs":[]},{"token":"","logprob":0,"bytes":null,"top_logprobs":[]}]}]},{"type":"function_call","arguments":"{\"n\":\"[CARD]\"}"}]}""")]
    public void An_answer_that_comes_whole_is_redacted_where_its_text_stands(string path, string body, string expected)
    {
        using var run = new FilterRun(Rules, path);

        run.SendAll([$"data: {body}"]);

        Assert.Equal([$"data: {expected}"], run.Delivered);
    }

    [Theory]
    [InlineData(
        "/v1/chat/completions",
        """{"model":"ada@example.com","messages":[{"role":"system","content":"be ada@example.com"},{"role":"user","content":[{"type":"text","text":"ada@example.com"},{"type":"image_url","image_url":{"url":"http://a/ada@example.com"}}]}],"tools":[{"function":{"description":"ada@example.com"}}]}""",
        """{"model":"ada@example.com","messages":[{"role":"system","content":"be [EMAIL]"},{"role":"user","content":[{"type":"text","text":"[EMAIL]"},{"type":"image_url","image_url":{"url":"http://a/ada@example.com"}}]}],"tools":[{"function":{"description":"ada@example.com"}}]}""")]
    [InlineData(
        "/v1/messages",
        """{"system":"ada@example.com","messages":[{"role":"user","content":"ada@example.com"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"ada@example.com"}]}]}""",
        """{"system":"[EMAIL]","messages":[{"role":"user","content":"[EMAIL]"},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"[EMAIL]"}]}]}""")]
    [InlineData(
        "/v1/responses",
        """{"instructions":"ada@example.com","input":[{"role":"user","content":[{"type":"input_text","text":"ada@example.com"}]},{"type":"function_call_output","call_id":"c","output":"ada@example.com"}]}""",
        """{"instructions":"[EMAIL]","input":[{"role":"user","content":[{"type":"input_text","text":"[EMAIL]"}]},{"type":"function_call_output","call_id":"c","output":"[EMAIL]"}]}""")]
    [InlineData("/v1/responses", """{"input":"ada@example.com"}""", """{"input":"[EMAIL]"}""")]
    [InlineData("/v1/embeddings", """{"input":["ada@example.com","b"]}""", """{"input":["[EMAIL]","b"]}""")]
    public void A_request_is_redacted_where_its_text_stands(string path, string body, string expected)
    {
        using var run = new FilterRun(Rules, path, isRequest: true);

        run.SendAll([$"data: {body}"]);

        Assert.Equal([$"data: {expected}"], run.Delivered);
    }

    [Fact]
    public void A_body_of_several_lines_keeps_them()
    {
        using var run = new FilterRun(Rules, "/v1/messages");

        run.SendAll(["data: {\ndata:   \"content\": [\ndata:     {\"type\": \"text\", \"text\": \"ada@example.com\"}\ndata:   ]\ndata: }"]);

        Assert.Equal(["data: {\ndata:   \"content\": [\ndata:     {\"type\": \"text\", \"text\": \"[EMAIL]\"}\ndata:   ]\ndata: }"], run.Delivered);
    }
}
