using System.Text.Json;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Requests of the Responses API that name what is not there. The provider is never asked, so one serves them all.</summary>
public sealed class ResponsesRefusalTests(UnaskedProvider shared) : IClassFixture<UnaskedProvider>
{
    [Theory]
    [InlineData("resp_unknown")]
    [InlineData("../etc")]
    [InlineData("")]
    public async Task A_response_that_is_not_known_is_a_400_in_OpenAIs_words(string id)
    {
        var (response, body) = await shared.Gateway.SendAsync("/v1/responses", $$"""{"model":"m","input":"x","previous_response_id":"{{id}}"}""");

        using (response)
        {
            var error = JsonDocument.Parse(body).RootElement.GetProperty("error");
            Assert.Equal(400, (int)response.StatusCode);
            Assert.Equal("previous_response_not_found", error.GetProperty("code").GetString());
            Assert.Equal("previous_response_id", error.GetProperty("param").GetString());
            Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
            Assert.Empty(shared.Provider.TakeRequests());
        }
    }

    [Theory]
    [InlineData("""{"model":"m","input":"x","conversation":"conv_unknown"}""", 404)]
    [InlineData("""{"model":"m","input":"x","conversation":{"id":"conv_unknown"}}""", 404)]
    [InlineData("""{"model":"m","input":"x","conversation":7}""", 400)]
    [InlineData("""{"model":"m","input":"x","conversation":{}}""", 400)]
    [InlineData("""{"model":"m","input":"x","previous_response_id":["resp_1"]}""", 400)]
    [InlineData("""{"model":"m","input":"x","previous_response_id":"resp_1","conversation":"conv_1"}""", 400)]
    public async Task What_names_no_conversation_is_refused_before_the_provider_is_asked(string request, int status)
    {
        var (response, body) = await shared.Gateway.SendAsync("/v1/responses", request);

        using (response)
        {
            Assert.Equal(status, (int)response.StatusCode);
            Assert.True(JsonDocument.Parse(body).RootElement.TryGetProperty("error", out _));
            Assert.Empty(shared.Provider.TakeRequests());
        }
    }
}
