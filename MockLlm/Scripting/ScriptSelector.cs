using LlmAspire.MockLlm.Answers;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Recordings;
using LlmAspire.MockLlm.Scenarios;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>
/// Chooses the script of a call: the one in its header, the one in its metadata, the first scenario that answers it, the recording that it
/// asks for, the model's own.
/// </summary>
internal sealed class ScriptSelector
{
    /// <summary>The header, and the member of the request's metadata, that holds a script or the name of a scenario.</summary>
    public const string Name = "x-mock-script";

    private readonly ScriptReader _reader;
    private readonly ScenarioStore _scenarios;
    private readonly RecordingLibrary _recordings;
    private readonly ModelCatalog _models;

    /// <summary>Chooses among these.</summary>
    /// <param name="reader">Reads scripts that come with a call.</param>
    /// <param name="scenarios">The registered scenarios.</param>
    /// <param name="recordings">The recordings.</param>
    /// <param name="models">The models' own scripts.</param>
    public ScriptSelector(ScriptReader reader, ScenarioStore scenarios, RecordingLibrary recordings, ModelCatalog models)
    {
        _reader = reader;
        _scenarios = scenarios;
        _recordings = recordings;
        _models = models;
    }

    /// <summary>Chooses a script.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="wording">How the provider words that there is no such model.</param>
    /// <returns>The script and where it came from, or why there is none.</returns>
    public ScriptChoice Choose(IncomingCall call, AnswerRequest request, FailureWording wording)
    {
        if (call.Headers.TryGetValue(Name, out var header))
        {
            return Written(header.ToString(), "header");
        }

        if (request.Script is { } metadata)
        {
            return Written(metadata, "metadata");
        }

        if (_scenarios.Answer(request.Model, call.Path, request.LastToolText ?? request.LastUserText) is { } scenario)
        {
            return new ScriptChoice(scenario.Script, $"scenario {scenario.Name}");
        }

        if (request.Model.StartsWith(RecordingLibrary.ModelPrefix, StringComparison.Ordinal)
            && _recordings.Find(request.Model[RecordingLibrary.ModelPrefix.Length..]) is { } recording)
        {
            return new ScriptChoice(new Script { Steps = [new Step.Replay(recording, TimeSpan.Zero)] }, "recording");
        }

        return _models.Find(request.Model, request) is { } script
            ? new ScriptChoice(script, "model")
            : new ScriptChoice(wording.UnknownModel(request.Model));
    }

    private ScriptChoice Written(string text, string source)
    {
        if (text.AsSpan().TrimStart() is not (['{' or '[', ..] or ['/', ..]))
        {
            return _scenarios.TryGet(text.Trim(), out var scenario)
                ? new ScriptChoice(scenario.Script, $"scenario {scenario.Name}")
                : new ScriptChoice(Bad("it is neither JSON nor the name of a scenario"));
        }

        var reading = _reader.Read(text);
        return reading.Script is { } script ? new ScriptChoice(script, source) : new ScriptChoice(Bad(string.Join("; ", reading.Problems)));
    }

    private static Failure Bad(string what) => new(FailureKind.InvalidScript, 400, $"Invalid {Name}: {what}.") { Member = Name };
}
