using System.Collections.Immutable;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>One thing that a scripted answer does. The kinds are closed: each is a record nested here.</summary>
internal abstract record Step
{
    private Step()
    {
    }

    /// <summary>Says a text, cut into chunks.</summary>
    /// <param name="Text">What to say.</param>
    /// <param name="Chunks">How many chunks to cut it into; null is one a token.</param>
    /// <param name="Delay">The pause between one chunk and the next.</param>
    internal sealed record Say(TextSource Text, int? Chunks, TimeSpan Delay) : Step;

    /// <summary>Waits; the headers of a streamed answer have left by then.</summary>
    /// <param name="Duration">How long.</param>
    internal sealed record Wait(TimeSpan Duration) : Step;

    /// <summary>From here on cuts the wire into writes of these sizes, taken in turn, each flushed.</summary>
    /// <param name="Sizes">Sizes in bytes, each at least 1.</param>
    internal sealed record Split(ImmutableArray<int> Sizes) : Step;

    /// <summary>Dies here.</summary>
    /// <param name="Death">How.</param>
    internal sealed record Die(Death Death) : Step;
}
