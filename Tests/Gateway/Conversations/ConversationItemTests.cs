using System.Text.Json;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Items of every type in OpenAI's Conversations API.</summary>
public sealed class ConversationItemTests(MemoryGateway shared) : IClassFixture<MemoryGateway>
{
    [Theory]
    [InlineData("""{"type":7,"role":"user","content":"x"}""", ".type")]
    [InlineData("""{"type":""}""", ".type")]
    [InlineData("""{"role":"tool","content":"x"}""", ".role")]
    [InlineData("""{"role":"user","content":{}}""", ".content")]
    [InlineData("""{"role":"user","content":["x"]}""", ".content[0].type")]
    [InlineData("""{"role":"user","content":[{"type":"input_text"}]}""", ".content[0].text")]
    [InlineData("""{"role":"user","content":[{"type":"input_text","text":"x"},{"type":"input_image"}]}""", ".content[1].image_url")]
    [InlineData("""{"role":"user","content":[{"type":"input_file","filename":"f"}]}""", ".content[0].file_id")]
    [InlineData("""{"role":"assistant","content":[{"type":"refusal","text":"x"}]}""", ".content[0].refusal")]
    [InlineData("""{"type":"function_call","name":"f","arguments":"{}"}""", ".call_id")]
    [InlineData("""{"type":"function_call","call_id":"c","name":"f","arguments":{}}""", ".arguments")]
    [InlineData("""{"type":"function_call_output","call_id":"c"}""", ".output")]
    [InlineData("""{"type":"function_call_output","output":"x"}""", ".call_id")]
    [InlineData("""{"type":"reasoning","id":"rs_1"}""", ".summary")]
    public async Task An_item_that_lacks_something_is_refused_by_the_name_of_what_it_lacks(string item, string param)
    {
        var body = await ConversationsApi.SendAsync(
            shared.Server, HttpMethod.Post, "/v1/conversations", $$"""{"items":[{"role":"user","content":"fine"},{{item}}]}""", 400);

        ConversationsApi.AssertError(body, code: null);
        Assert.Equal("items[1]" + param, body.GetProperty("error").GetProperty("param").GetString());
    }

    [Fact]
    public async Task Items_of_every_type_come_back_as_they_were_given()
    {
        string[] items =
        [
            """{"type":"message","role":"developer","content":"be short"}""",
            """{"type":"message","role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_image","file_id":"file_1","detail":"low"}]}""",
            """{"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"no"}]}""",
            """{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"x"}""",
            """{"type":"function_call","call_id":"c","name":"f","arguments":"{}"}""",
            """{"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"done"}]}""",
            """{"type":"something_of_next_year","x":{"y":1.50}}""",
        ];
        var id = (await ConversationsApi.SendAsync(shared.Server, HttpMethod.Post, "/v1/conversations", $$"""{"items":[{{string.Join(',', items)}}]}"""))
            .GetProperty("id").GetString();

        var data = (await ConversationsApi.SendAsync(shared.Server, HttpMethod.Get, $"/v1/conversations/{id}/items?order=asc&include=message.input_image.image_url"))
            .GetProperty("data").EnumerateArray().ToArray();

        Assert.Equal(items.Length, data.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
        foreach (var (given, shown) in items.Zip(data))
        {
            foreach (var member in JsonDocument.Parse(given).RootElement.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.String || member.Name != "content"))
            {
                Assert.Equal(member.Value.GetRawText(), shown.GetProperty(member.Name).GetRawText());
            }
        }

        Assert.Equal("""[{"type":"input_text","text":"be short"}]""", data[0].GetProperty("content").GetRawText());
    }
}
