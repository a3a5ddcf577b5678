namespace LlmAspire.FilterService.Patterns;

/// <summary>Where an automaton stands after some characters. Shared by all that run it; its steps are filled in when first taken.</summary>
/// <param name="places">The steps of the program that it stands at, ascending.</param>
/// <param name="previous">The class of the last character, as far as the program can tell it apart.</param>
/// <param name="classes">How many classes of characters there are.</param>
internal sealed class AutomatonState(int[] places, AutomatonState.Before previous, int classes)
{
    private readonly AutomatonStep?[] _steps = new AutomatonStep?[classes];

    /// <summary>What stood before this place.</summary>
    internal enum Before
    {
        /// <summary>The text begins here.</summary>
        Nothing,

        /// <summary>A character of a word.</summary>
        Word,

        /// <summary>Another character.</summary>
        Other,
    }

    /// <summary>The steps of the program that it stands at, ascending.</summary>
    public int[] Places => places;

    /// <summary>What stood before.</summary>
    public Before Previous => previous;

    /// <summary>Whether the pattern has matched for good: whatever follows changes nothing.</summary>
    public bool Complete { get; } = places is [PatternCompiler.AcceptPlace];

    /// <summary>The step that a class of characters leads to, or null when nobody has taken it yet.</summary>
    /// <param name="charClass">The class.</param>
    /// <returns>The step or null.</returns>
    public AutomatonStep? Known(int charClass) => Volatile.Read(ref _steps[charClass]);

    /// <summary>Remembers a step.</summary>
    /// <param name="charClass">The class.</param>
    /// <param name="step">The step.</param>
    public void Learn(int charClass, AutomatonStep step) => Volatile.Write(ref _steps[charClass], step);
}
