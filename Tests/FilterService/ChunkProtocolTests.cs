using System.Net;
using LlmAspire.FilterService;
using LlmAspire.Tests.FilterService.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.FilterService;

public sealed class ChunkProtocolTests
{
    [Fact]
    public async Task An_unknown_filter_is_404_with_problem_details_that_list_the_filters()
    {
        await using var service = FilterServer.Start();

        using var response = await service.PostAsync("nothing", "bytes"u8.ToArray());

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            "Filters: all, pii, secrets", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/filters/pii")]
    [InlineData("/filters/pii/v1/messages")]
    [InlineData("/filters/pii/providers/mock-llm/api/chat")]
    public async Task Any_path_of_the_filtered_call_may_follow_the_name(string path)
    {
        await using var service = FilterServer.Start();

        using var response = await service.Client.PostAsync(
            path, new ByteArrayContent("to ada@example.com"u8.ToArray()), TestContext.Current.CancellationToken);

        Assert.Equal("to [EMAIL]", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_chunk_beyond_the_limit_is_413_with_problem_details()
    {
        await using var service = FilterServer.Start(host => host.UseSetting("FilterService:MaxChunkBytes", "2000"));

        using var atLimit = await service.PostAsync("pii", new byte[2000]);
        using var beyond = await service.PostAsync("pii", new byte[2001]);

        Assert.Equal(HttpStatusCode.OK, atLimit.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, beyond.StatusCode);
        Assert.Equal("application/problem+json", beyond.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1000000000")]
    public async Task A_limit_out_of_range_stops_the_start_and_is_named(string value)
    {
        var failure = await FailedStart.OfAsync(typeof(FilterServiceAssembly).Assembly, $"FilterService:MaxChunkBytes={value}");

        Assert.Contains($"FilterService:MaxChunkBytes is '{value}'", failure.Message, StringComparison.Ordinal);
    }
}
