using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>
/// The short way to script an answer: <c>mock</c>, which says the user's words back, <c>mock-tools</c>, which calls every tool it is
/// offered and
/// then says the results back, <c>mock-reason</c>, which reasons first, or
/// <c>mock-&lt;chunks&gt;x&lt;delayMs&gt;[-t&lt;firstDelayMs&gt;][-die&lt;afterChunk&gt;][-split&lt;bytes&gt;]</c>, which says so many
/// words of lorem.
/// The options may come in any order, each once.
/// </summary>
internal static class ModelName
{
    /// <summary>The name that says the user's words back.</summary>
    public const string Plain = "mock";

    /// <summary>The name that calls tools.</summary>
    public const string Tools = "mock-tools";

    /// <summary>The name that reasons first.</summary>
    public const string Reason = "mock-reason";

    /// <summary>The most chunks that a name can ask for.</summary>
    public const int MaxChunks = 100_000;

    /// <summary>The longest delay that a name can ask for, in milliseconds (ten minutes).</summary>
    public const int MaxDelay = 600_000;

    /// <summary>The largest write that a name can ask for, in bytes.</summary>
    public const int MaxSplit = 65_536;

    private const int ReasoningTokens = 12;

    private static readonly Step[] Echo =
    [
        new Step.Say(DeltaKind.Text, new TextSource.Canned("You said: "), new Pace(1, TimeSpan.Zero)),
        new Step.Say(DeltaKind.Text, new TextSource.Echo(), Pace.Default),
    ];

    private static readonly Step[] EchoOfTools =
    [
        new Step.Say(DeltaKind.Text, new TextSource.Canned("The tools said: "), new Pace(1, TimeSpan.Zero)),
        new Step.Say(DeltaKind.Text, new TextSource.Echo(), Pace.Default),
    ];

    /// <summary>Reads a script out of a model name.</summary>
    /// <param name="model">The name as the client sent it.</param>
    /// <param name="request">The request, whose tools <c>mock-tools</c> calls; null when only the name is asked about.</param>
    /// <param name="script">The script, when the name has this form.</param>
    /// <returns>False when the name has another form or a number out of range: no such model.</returns>
    public static bool TryParse(string model, AnswerRequest? request, [NotNullWhen(true)] out Script? script)
    {
        script = model switch
        {
            Plain => Adapting(request?.LastToolText is null ? Echo : EchoOfTools),
            Tools => Adapting(request?.LastToolText is not null ? EchoOfTools : CallsOf(request) is { Count: > 0 } calls ? calls : Echo),
            Reason => Adapting([new Step.Say(DeltaKind.Reasoning, new TextSource.Lorem(ReasoningTokens, null), Pace.Default), .. Echo]),
            _ => null,
        };
        return script is not null || TryParsePaced(model, out script);
    }

    private static Script Adapting(IEnumerable<Step> steps) => new() { Steps = [.. steps], Adapts = true };

    private static List<Step> CallsOf(AnswerRequest? request) => request is null or { ToolChoice.Forbidden: true }
        ? []
        : [.. request.Tools.Take(request.ParallelTools ? request.Tools.Length : 1).Select(tool => Adaptation.CallOf(tool, Pace.Default))];

    private static bool TryParsePaced(string model, [NotNullWhen(true)] out Script? script)
    {
        script = null;
        return model.Split('-') is [Plain, var pace, .. var options]
            && TryReadPace(pace, out var chunks, out var delay)
            && TryReadOptions(options, out var settings)
            && (script = Build(chunks, delay, settings)) is not null;
    }

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
        var steps = new List<Step>();
        if (settings.Split is { } bytes)
        {
            steps.Add(new Step.Split([bytes]));
        }

        if (settings.FirstDelay is { } first)
        {
            steps.Add(new Step.Wait(TimeSpan.FromMilliseconds(first)));
        }

        steps.Add(new Step.Say(DeltaKind.Text, new TextSource.Lorem(chunks, null), new Pace(chunks, TimeSpan.FromMilliseconds(delay))));
        return Adapting(steps) with { DieAfterChunks = settings.DieAfter };
    }

    private readonly record struct Settings(int? FirstDelay, int? DieAfter, int? Split);
}
