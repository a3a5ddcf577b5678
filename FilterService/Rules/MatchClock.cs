using System.Diagnostics;

namespace LlmAspire.FilterService.Rules;

/// <summary>
/// The time that one match has taken. Between two looks no more than a quarter of the limit counts: a machine that was busy with something
/// else once is no pattern that is slow.
/// </summary>
/// <param name="limit">The longest that the match may take; null: no limit.</param>
internal struct MatchClock(TimeSpan? limit)
{
    private const int Most = 4;

    private long _last = limit is null ? 0 : Stopwatch.GetTimestamp();
    private TimeSpan _taken;

    /// <summary>Looks at the clock.</summary>
    /// <returns>Whether the match has taken too long.</returns>
    public bool IsOver()
    {
        if (limit is not { } most)
        {
            return false;
        }

        var now = Stopwatch.GetTimestamp();
        var passed = Stopwatch.GetElapsedTime(_last, now);
        var counted = TimeSpan.FromTicks(Math.Max(1, most.Ticks / Most));
        _taken += passed > counted ? counted : passed;
        _last = now;
        return _taken >= most;
    }
}
