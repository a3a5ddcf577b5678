using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("mock", 200)]
    [InlineData("mock-1x0", 200)]
    [InlineData("mock-5x0-t0", 200)]
    [InlineData("mock-5x0-split7-t1", 200)]
    [InlineData("mock-5x0-die9", 200)]
    [InlineData("Mock", 404)]
    [InlineData("mock-", 404)]
    [InlineData("mock-5", 404)]
    [InlineData("mock-0x0", 404)]
    [InlineData("mock-x5", 404)]
    [InlineData("mock-5x-1", 404)]
    [InlineData("mock-100001x0", 404)]
    [InlineData("mock-5x600001", 404)]
    [InlineData("mock-5x0-split0", 404)]
    [InlineData("mock-5x0-split65537", 404)]
    [InlineData("mock-5x0-t", 404)]
    [InlineData("mock-5x0-t1-t1", 404)]
    [InlineData("mock-5x0-fly", 404)]
    [InlineData("mock-5x0-", 404)]
    public async Task Only_names_of_the_documented_form_are_models(string model, int status)
    {
        await using var mock = MockLlmServer.Start();

        using var response = await Chat.PostAsync(mock.Client, Chat.Request(model));

        Assert.Equal(status, (int)response.StatusCode);
    }
}
