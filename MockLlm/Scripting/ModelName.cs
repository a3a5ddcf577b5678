using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>
/// The short way to script an answer: <c>mock</c>, which says the user's words back, or
/// <c>mock-&lt;chunks&gt;x&lt;delayMs&gt;[-t&lt;firstDelayMs&gt;][-die&lt;afterChunk&gt;][-split&lt;bytes&gt;]</c>, which says so many words of lorem.
/// The options may come in any order, each once.
/// </summary>
internal static class ModelName
{
    /// <summary>The name that takes no options.</summary>
    public const string Plain = "mock";

    /// <summary>The most chunks that a name can ask for.</summary>
    public const int MaxChunks = 100_000;

    /// <summary>The longest delay that a name can ask for, in milliseconds (ten minutes).</summary>
    public const int MaxDelay = 600_000;

    /// <summary>The largest write that a name can ask for, in bytes.</summary>
    public const int MaxSplit = 65_536;

    private const string Echoed = "You said: ";

    /// <summary>Reads a script out of a model name.</summary>
    /// <param name="model">The name as the client sent it.</param>
    /// <param name="script">The script, when the name has this form.</param>
    /// <returns>False when the name has another form or a number out of range: no such model.</returns>
    public static bool TryParse(string model, [NotNullWhen(true)] out Script? script)
    {
        script = null;
        if (model == Plain)
        {
            script = new Script
            {
                Steps = [Say(new TextSource.Canned(Echoed), 1), Say(new TextSource.Echo(), null)],
            };
            return true;
        }

        var parts = model.Split('-');
        if (parts is not [Plain, var pace, .. var options] || !TryReadPace(pace, out var chunks, out var delay))
        {
            return false;
        }

        return TryReadOptions(options, out var settings) && (script = Build(chunks, delay, settings)) is not null;
    }

    private static Step.Say Say(TextSource text, int? chunks) => new(text, chunks, TimeSpan.Zero);

    private static bool TryReadPace(string pace, out int chunks, out int delay)
    {
        delay = 0;
        chunks = 0;
        return pace.Split('x') is [var count, var pause]
            && TryReadNumber(count, 1, MaxChunks, out chunks)
            && TryReadNumber(pause, 0, MaxDelay, out delay);
    }

    private static bool TryReadOptions(string[] options, out Settings settings)
    {
        settings = new Settings(null, null, null);
        foreach (var option in options)
        {
            Settings? next = option switch
            {
                ['d', 'i', 'e', .. var after] when settings.DieAfter is null && TryReadNumber(after, 0, MaxChunks, out var chunk)
                    => settings with { DieAfter = chunk },
                ['s', 'p', 'l', 'i', 't', .. var size] when settings.Split is null && TryReadNumber(size, 1, MaxSplit, out var bytes)
                    => settings with { Split = bytes },
                ['t', .. var pause] when settings.FirstDelay is null && TryReadNumber(pause, 0, MaxDelay, out var first)
                    => settings with { FirstDelay = first },
                _ => null,
            };
            if (next is null)
            {
                return false;
            }

            settings = next.Value;
        }

        return true;
    }

    private static bool TryReadNumber(string digits, int least, int most, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;

    private static Script Build(int chunks, int delay, Settings settings)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (settings.Split is { } bytes)
        {
            steps.Add(new Step.Split([bytes]));
        }

        if (settings.FirstDelay is { } first)
        {
            steps.Add(new Step.Wait(TimeSpan.FromMilliseconds(first)));
        }

        steps.Add(new Step.Say(new TextSource.Lorem(chunks, null), null, TimeSpan.FromMilliseconds(delay)));
        return new Script { Steps = steps.ToImmutable(), DieAfterChunks = settings.DieAfter };
    }

    private readonly record struct Settings(int? FirstDelay, int? DieAfter, int? Split);
}
