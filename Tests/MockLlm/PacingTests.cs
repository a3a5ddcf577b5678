using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.MockLlm;

public sealed class PacingTests
{
    [Fact]
    public async Task Each_chunk_leaves_at_its_time_and_not_before()
    {
        var time = new ManualTimeProvider();
        await using var mock = Start(time);
        using var response = await Chat.PostAsync(mock.Client, Chat.Request("mock-3x200-t500", stream: true));
        await using var events = Chat.EventsAsync(response).GetAsyncEnumerator(TestDeadline.Token);

        var role = events.MoveNextAsync().AsTask();
        Assert.Equal(TimeSpan.FromMilliseconds(500), await time.NextWaitAsync());
        Assert.False(role.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(500));
        await role;
        await events.MoveNextAsync();

        for (var chunk = 1; chunk < 3; chunk++)
        {
            var next = events.MoveNextAsync().AsTask();
            Assert.Equal(TimeSpan.FromMilliseconds(200), await time.NextWaitAsync());
            Assert.False(next.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(200));
            Assert.True(await next);
        }
    }

    [Fact]
    public async Task A_chunk_that_left_late_does_not_make_the_next_one_late()
    {
        var time = new ManualTimeProvider();
        await using var mock = Start(time);
        using var response = await Chat.PostAsync(mock.Client, Chat.Request("mock-3x200", stream: true));

        await time.NextWaitAsync();
        time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.Equal(TimeSpan.FromMilliseconds(150), await time.NextWaitAsync());
    }

    [Fact]
    public async Task The_headers_of_a_stream_leave_before_its_first_delay()
    {
        var time = new ManualTimeProvider();
        await using var mock = Start(time);

        using var response = await Chat.PostAsync(mock.Client, Chat.Request("mock-3x0-t60000", stream: true));

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_whole_answer_takes_as_long_as_its_chunks()
    {
        var time = new ManualTimeProvider();
        await using var mock = Start(time);
        var asked = Chat.PostAsync(mock.Client, Chat.Request("mock-2x300"));

        Assert.Equal(TimeSpan.FromMilliseconds(300), await time.NextWaitAsync());
        Assert.False(asked.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(300));

        using var response = await asked;
        Assert.True(response.IsSuccessStatusCode);
    }

    private static MockLlmServer Start(TimeProvider time) =>
        MockLlmServer.Start(host => host.ConfigureTestServices(services => services.AddSingleton(time)));
}
