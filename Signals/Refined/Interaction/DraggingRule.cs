using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>
/// Finds a long conversation that gets nowhere: many user messages, a good share of which tell of no progress, up to the end. Lessons,
/// games, lists and
/// step-by-step work have many messages too, but few such reports, or say at the start what they are.
/// </summary>
/// <param name="thresholds">The numbers.</param>
internal sealed class DraggingRule(RefinedThresholds thresholds)
{
    private const string NoProgressCue = "no-progress";
    private const string WeakNoProgressCue = "weak-no-progress";
    private const string LongByNatureCue = "long-by-nature";
    private const double WeakWeight = 0.5;
    private const double AnotherTryWeight = 0.3;
    private const string ProgressCue = "progress";
    private const int LastMessages = 4;
    private const int FewestReports = 2;

    private List<double> _reports = [];
    private List<double> _reportsBefore = [];
    private int _repetitionsBefore;
    private bool _isLongByNature;
    private bool _endsInDisengagement;
    private int _repetitions;
    private int _lastIndex;
    private MessageText? _last;

    /// <summary>Takes a user message in.</summary>
    /// <param name="message">The message.</param>
    /// <param name="messageIndex">Where it stands.</param>
    /// <param name="isAfterInstruction">True when the assistant had told the user to try something.</param>
    public void Add(ReadMessage message, int messageIndex, bool isAfterInstruction)
    {
        // A goal that is reached ends the count: what follows is another matter.
        if (message.Findings.Any(static finding => finding.Type is SignalType.Success))
        {
            (_reportsBefore, _reports) = (_reports, []);
            (_repetitionsBefore, _repetitions) = (_repetitions, 0);
        }
        else
        {
            AddReport(Weigh(message, isAfterInstruction));
        }

        _isLongByNature |= message.Cues.Contains(LongByNatureCue);
        _endsInDisengagement = message.Findings.Any(static finding => finding.Type.Category == SignalCategory.Disengagement);
        (_last, _lastIndex) = (message.Text, messageIndex);
    }

    /// <summary>Takes in that a party said the same again.</summary>
    public void AddRepetition() => _repetitions++;

    /// <summary>The finding as of now, with the message it stands on; null when the conversation does not drag.</summary>
    public (UserFinding Finding, int MessageIndex)? Find()
    {
        if (_isLongByNature || _last is null || _reports.Count < thresholds.DraggingUserTurns)
        {
            return null;
        }

        var share = (_reports.Sum() + _repetitions) / _reports.Count;
        var isStuck = share >= thresholds.DraggingShare && _reports.Skip(_reports.Count - LastMessages).Sum() >= 1
            && _reports.Count(static weight => weight >= WeakWeight) >= FewestReports;
        var isGivenUp = _endsInDisengagement && share >= thresholds.DraggingShare / 2;
        return isStuck || isGivenUp
            ? (new UserFinding(SignalType.Dragging, "dragging/no-progress", Math.Round(Math.Min(1, 0.5 + share), 3), 0, _last.Text.Length), _lastIndex)
            : null;
    }

    // A report of trouble right after a success: the success was a step, and the count goes on.
    private void AddReport(double weight)
    {
        if (_reports.Count == 0 && weight >= WeakWeight)
        {
            _reports.AddRange(_reportsBefore);
            _repetitions += _repetitionsBefore;
        }

        (_reportsBefore, _repetitionsBefore) = ([], 0);
        _reports.Add(weight);
    }

    // An answer to an instruction that tells of no progress in so many words is a report of another try, and weighs little.
    private static double Weigh(ReadMessage message, bool isAfterInstruction)
    {
        var isAnotherTry = isAfterInstruction && !message.Cues.Contains(ProgressCue) && !message.Text.Shape.EndsWithQuestion
            && !message.Findings.Any(static finding => finding.Type.Category == SignalCategory.Satisfaction);
        var isProblem = message.Findings.Any(static finding => finding.Type.Category is SignalCategory.Disengagement or SignalCategory.Misalignment
            or SignalCategory.Stagnation && finding.Type != SignalType.Clarification);
        return isProblem || message.Cues.Contains(NoProgressCue) ? 1 : message.Cues.Contains(WeakNoProgressCue) ? WeakWeight : isAnotherTry ? AnotherTryWeight : 0;
    }
}
