namespace LlmAspire.FilterService.Dialects;

/// <summary>An API shape: where the text of its events, answers and requests stands. Stateless and thread-safe.</summary>
internal abstract class Dialect
{
    /// <summary>Where text stands in an answer: in its events, and in one that comes whole.</summary>
    public abstract Shape Answer { get; }

    /// <summary>Where text stands in a request.</summary>
    public abstract Shape Request { get; }

    /// <summary>Says of fields what only the whole event tells: which text they belong to, and which texts end.</summary>
    /// <param name="data">The event's data.</param>
    /// <param name="reading">What was read of it.</param>
    public abstract void Complete(ReadOnlySpan<byte> data, EventReading reading);

    /// <summary>Whether two texts of one answer belong to different parts of it, of which the first ends when the second begins.</summary>
    /// <param name="one">A text.</param>
    /// <param name="other">Another one.</param>
    /// <returns>True when they do.</returns>
    public virtual bool Succeeds(TextKey one, TextKey other) => false;
}
