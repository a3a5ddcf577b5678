using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Refined.Interaction;
using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Refined.Tools;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined;

/// <summary>
/// Goes through a conversation row by row, oldest first, and keeps only what later rows need. A report can be taken after any row; what is
/// taken
/// then is the same as if the walk had started for it alone.
/// </summary>
/// <param name="rules">What to go by.</param>
internal sealed class ConversationWalk(RefinedRules rules)
{
    private const int KeptAsks = 3;
    private const string RedrawCue = "redraw";
    private const string EditCue = "edit";
    private const string RolePlayCue = "role-play";

    private readonly List<SignalInstance> _found = [];
    private readonly List<MessageText> _asks = [];
    private readonly RepetitionRule _userRepeats = new(rules.Thresholds);
    private readonly RepetitionRule _assistantRepeats = new(rules.Thresholds);
    private readonly RephraseRule _rephrases = new(rules.Thresholds);
    private readonly DraggingRule _dragging = new(rules.Thresholds);
    private readonly ToolTrace _tools = new(rules);
    private AssistantMessage? _answer;
    private ReadMessage? _lastAsk;
    private int _lastAskIndex;
    private bool _hasActed;
    private bool _isRolePlay;
    private int _userTurns;
    private int _assistantTurns;

    /// <summary>Takes the next row in.</summary>
    /// <param name="row">The row.</param>
    /// <param name="known">What an earlier walk over the same rows up to this one gave for it; null when there was none.</param>
    /// <returns>What was read out of the row, to be given to a later walk.</returns>
    public object? Add(ConversationRow row, object? known = null)
    {
        switch (row.Kind)
        {
            case RowKind.Human:
                return AddUser(row, known as ReadMessage);
            case RowKind.Assistant:
                return AddAssistant(row, known as AssistantMessage);
            case RowKind.ToolCall when row.Call is { } call:
                _hasActed = true;
                return _tools.AddCall(call, row.MessageIndex, known as ToolCall);
            case RowKind.ToolResult:
                return _tools.AddResult(row, known as ToolReading, _found);
            default:
                return null;
        }
    }

    /// <summary>The report as of now.</summary>
    public ConversationReport Report()
    {
        var signals = new List<SignalInstance>(_found);
        _tools.AddOpen(signals);
        var dragging = _dragging.Find();
        if (dragging is { } found)
        {
            Report(signals, found.Finding, found.MessageIndex, _lastAsk!.Text.Text);
        }

        var turns = new TurnMetrics(_userTurns, _userTurns, _assistantTurns, RefinedReportRules.Efficiency(_userTurns), dragging is not null);
        return ConversationReport.Create(signals.OrderBy(static signal => signal.MessageIndex), turns, RefinedReportRules.Instance);
    }

    private ReadMessage AddUser(ConversationRow row, ReadMessage? known)
    {
        _userTurns++;
        var context = new MessageContext(_answer?.Text, _hasActed, _tools.HasFailed || _answer?.TellsOfFailure == true, _answer?.IsInstruction == true, _asks);
        var message = known ?? rules.UserMessages.Read(row.Text, context);
        _tools.StartSegment(message.Text, _found);
        var findings = SaidInEarnest(message);
        var isRedraw = message.Cues.Contains(RedrawCue) || message.Findings.Any(static finding => finding.Type.Category == SignalCategory.Satisfaction);
        var repetition = _userRepeats.Add(message.Text, row.MessageIndex, isRedraw);
        if (repetition is { } repeat)
        {
            findings.Add(repeat);
        }
        else if (findings.Count == 0 && !isRedraw && _rephrases.Find(message.Text, context, _lastAskIndex) is { } rephrase)
        {
            findings.Add(rephrase);
        }

        findings.ForEach(finding => Report(_found, finding, row.MessageIndex, row.Text));
        _lastAsk = message with { Findings = findings };
        _lastAskIndex = row.MessageIndex;
        _dragging.Add(_lastAsk, row.MessageIndex, context.IsInstruction);
        _asks.Insert(0, message.Text);
        if (_asks.Count > KeptAsks)
        {
            _asks.RemoveAt(KeptAsks);
        }

        return message;
    }

    // What is said in a role is not said to the assistant.
    private List<UserFinding> SaidInEarnest(ReadMessage message)
    {
        var inRole = _isRolePlay;
        _isRolePlay |= message.Cues.Contains(RolePlayCue);
        return [.. message.Findings.Where(finding => !inRole || finding.Type.Category != SignalCategory.Disengagement)];
    }

    private AssistantMessage AddAssistant(ConversationRow row, AssistantMessage? known)
    {
        _assistantTurns++;
        _hasActed = true;
        _answer = known ?? rules.AssistantMessages.Read(row.Text);
        var isDeliberate = _answer.MayRecur || _lastAsk is { } ask && (ask.Cues.Contains(RedrawCue) || ask.Cues.Contains(EditCue));
        if (_assistantRepeats.Add(_answer.Text, row.MessageIndex, isDeliberate) is { } repetition)
        {
            _dragging.AddRepetition();
            Report(_found, repetition, row.MessageIndex, row.Text);
        }

        return _answer;
    }

    private void Report(List<SignalInstance> into, UserFinding finding, int messageIndex, string text)
    {
        if (rules.Reports(finding.Type, finding.Confidence))
        {
            into.Add(SignalWriter.Write(finding, messageIndex, text));
        }
    }
}
