using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Calls;

/// <summary>The last calls and a live feed of them. Thread-safe; it holds no more than <see cref="MockLlmOptions.KeepCalls"/>
/// calls.</summary>
internal sealed class CallLog
{
    /// <summary>How far a reader of the feed may fall behind; then the oldest news is dropped.</summary>
    private const int FeedLength = 1000;

    private readonly IOptions<MockLlmOptions> _options;
    private readonly Lock _lock = new();
    private readonly Queue<Call> _calls = new();
    private readonly List<Channel<CallNews>> _feeds = [];
    private long _count;

    /// <summary>Keeps as many calls as <paramref name="options"/> says.</summary>
    /// <param name="options">The mock's settings.</param>
    public CallLog(IOptions<MockLlmOptions> options) => _options = options;

    /// <summary>Takes in a call that has arrived and numbers it.</summary>
    /// <param name="call">The call.</param>
    public void Arrive(Call call)
    {
        lock (_lock)
        {
            call.Number = ++_count;
            _calls.Enqueue(call);
            if (_calls.Count > _options.Value.KeepCalls)
            {
                _calls.Dequeue();
            }

            Tell("arrived", call);
        }
    }

    /// <summary>Notes that a call has ended, and tells the feeds.</summary>
    /// <param name="call">The call; its end is known.</param>
    /// <param name="at">When.</param>
    public void End(Call call, DateTimeOffset at)
    {
        lock (_lock)
        {
            call.EndedAt = at;
            Tell("ended", call);
        }
    }

    /// <summary>The calls that are kept, oldest first.</summary>
    /// <param name="after">Only those with a greater number.</param>
    /// <param name="model">Only those for this model; null for all.</param>
    /// <returns>The calls as they are now.</returns>
    public IReadOnlyList<CallView> All(long after, string? model)
    {
        lock (_lock)
        {
            return [.. _calls.Where(call => call.Number > after && (model is null || call.Model == model)).Select(CallView.Of)];
        }
    }

    /// <summary>Forgets every call; numbers go on.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _calls.Clear();
        }
    }

    /// <summary>Opens a feed of what happens from now on.</summary>
    /// <param name="cancellationToken">Closes it.</param>
    /// <returns>The news, as it happens.</returns>
    public IAsyncEnumerable<CallNews> Follow(CancellationToken cancellationToken)
    {
        var feed = Channel.CreateBounded<CallNews>(new BoundedChannelOptions(FeedLength) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_lock)
        {
            _feeds.Add(feed);
        }

        return ReadAsync(feed, cancellationToken);
    }

    private async IAsyncEnumerable<CallNews> ReadAsync(
        Channel<CallNews> feed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var news in feed.Reader.ReadAllAsync(cancellationToken))
            {
                yield return news;
            }
        }
        finally
        {
            lock (_lock)
            {
                _feeds.Remove(feed);
            }
        }
    }

    private void Tell(string what, Call call)
    {
        if (_feeds.Count > 0)
        {
            var news = new CallNews(what, CallView.Of(call));
            _feeds.ForEach(feed => feed.Writer.TryWrite(news));
        }
    }
}
