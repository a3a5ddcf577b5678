using LlmAspire.FilterService.Rules;

namespace LlmAspire.FilterService.Streams;

/// <summary>Counts matches by rule. A match counts once, though events later in the stream repeat its text.</summary>
internal sealed class VerdictTally
{
    private readonly Dictionary<Rule, Count> _counts = [];

    /// <summary>Counts a match.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="eventNumber">The number of the event that it was found in.</param>
    /// <param name="repeats">Whether the event repeats text.</param>
    public void Add(Rule rule, long eventNumber, bool repeats)
    {
        if (!_counts.TryGetValue(rule, out var count))
        {
            _counts.Add(rule, count = new Count());
        }

        if (!repeats)
        {
            count.Streamed++;
            return;
        }

        count.InThisRepeat = count.RepeatEvent == eventNumber ? count.InThisRepeat + 1 : 1;
        count.RepeatEvent = eventNumber;
        count.Repeated = Math.Max(count.Repeated, count.InThisRepeat);
    }

    /// <summary>Takes what has not been told yet.</summary>
    /// <returns>Each rule with new matches and how many they are.</returns>
    public IEnumerable<(Rule Rule, long New)> TakeNew()
    {
        foreach (var (rule, count) in _counts)
        {
            var fresh = Math.Max(count.Streamed, count.Repeated) - count.Told;
            if (fresh > 0)
            {
                count.Told += fresh;
                yield return (rule, fresh);
            }
        }
    }

    private sealed class Count
    {
        public long Streamed { get; set; }

        public long Repeated { get; set; }

        public long InThisRepeat { get; set; }

        public long RepeatEvent { get; set; }

        public long Told { get; set; }
    }
}
