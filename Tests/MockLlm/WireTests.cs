using System.Text;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class WireTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public async Task Split_cuts_the_wire_into_writes_of_that_many_bytes(int bytes)
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RawAnswer.PostAsync(
            mock.BaseAddress, Chat.Path, Chat.Request($"mock-20x0-split{bytes}", stream: true).ToJsonString());

        Assert.True(answer.Complete);
        Assert.Equal(bytes, answer.Frames.Max(frame => frame.Length));
        Assert.All(EventsIn(answer.Frames), frames => Assert.All(frames[..^1], frame => Assert.Equal(bytes, frame.Length)));
    }

    [Fact]
    public async Task Split_into_single_bytes_cuts_inside_a_character()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RawAnswer.PostAsync(mock.BaseAddress, Chat.Path, Chat.Request("mock-40x0-split1", stream: true).ToJsonString());

        Assert.Contains(answer.Frames, frame => frame[0] is >= (char)0x80 and < (char)0xC0);
        Assert.DoesNotContain('�', Encoding.UTF8.GetString(answer.Body));
    }

    [Fact]
    public async Task What_was_split_adds_up_to_the_same_text()
    {
        await using var mock = MockLlmServer.Start();

        var split = Chat.Text(await Chat.StreamAsync(mock.Client, Chat.Request("mock-40x0-split3", stream: true)));
        var whole = Chat.Text(await Chat.StreamAsync(mock.Client, Chat.Request("mock-40x0", stream: true)));

        Assert.Equal(whole, split);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Die_resets_the_connection_after_that_many_chunks_and_the_next_call_works(int chunks)
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RawAnswer.PostAsync(
            mock.BaseAddress, Chat.Path, Chat.Request($"mock-20x0-die{chunks}", stream: true).ToJsonString());

        Assert.True(answer.Reset);
        Assert.Equal(200, answer.Status);
        Assert.Equal(chunks, answer.Frames.Count(frame => frame.Contains("\"delta\":{\"content\"", StringComparison.Ordinal)));
        Assert.False(answer.Complete);
        Assert.Equal("You said: hello", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock", "hello"))));
    }

    [Fact]
    public async Task A_whole_answer_dies_in_the_middle_of_its_body()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await RawAnswer.PostAsync(mock.BaseAddress, Chat.Path, Chat.Request("mock-20x0-die5").ToJsonString());

        Assert.True(answer.Reset);
        Assert.Contains("Content-Length:", answer.Text, StringComparison.Ordinal);
        Assert.StartsWith("{\"id\":", answer.RawBody, StringComparison.Ordinal);
        Assert.False(answer.RawBody.EndsWith('}'));
    }

    /// <summary>Groups frames by the event that they belong to: each event is cut on its own.</summary>
    private static List<List<string>> EventsIn(IReadOnlyList<string> frames)
    {
        var events = new List<List<string>> { new() };
        var text = "";
        foreach (var frame in frames)
        {
            events[^1].Add(frame);
            text += frame;
            if (text.EndsWith("\n\n", StringComparison.Ordinal))
            {
                events.Add([]);
                text = "";
            }
        }

        return [.. events.Where(parts => parts.Count > 0)];
    }
}
