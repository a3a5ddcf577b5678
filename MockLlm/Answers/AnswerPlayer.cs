using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Gates;
using LlmAspire.MockLlm.Scripting;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Answers;

/// <summary>Plays a plan: makes its moves in time, in the words of a dialect, onto the wire.</summary>
internal sealed class AnswerPlayer
{
    private readonly TimeProvider _time;
    private readonly FaultSwitches _faults;
    private readonly PauseGates _gates;
    private readonly IOptions<MockLlmOptions> _options;

    /// <summary>Takes what every answer needs.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="faults">The switches; <see cref="Fault.Slow"/> holds from the next chunk on.</param>
    /// <param name="gates">Where answers pause.</param>
    /// <param name="options">How slow slow is.</param>
    public AnswerPlayer(TimeProvider time, FaultSwitches faults, PauseGates gates, IOptions<MockLlmOptions> options)
    {
        _time = time;
        _faults = faults;
        _gates = gates;
        _options = options;
    }

    /// <summary>Plays one answer to its end, or to the end that the plan has for it before that.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="stage">The dialect, the way to the client and the call that is filled in.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>When it is over.</returns>
    public async Task PlayAsync(AnswerPlan plan, Stage stage, CancellationToken cancellationToken)
    {
        var performance = new Performance(stage, new Pacer(_time), _gates, cancellationToken);
        foreach (var move in plan.Moves)
        {
            var end = move switch
            {
                Move.Emit emit => await EmitAsync(performance, stage.Call, emit),
                Move.Perform { Step: Step.Huge huge } => await EmitAsync(performance, stage.Call, huge),
                Move.Perform { Step: var step } => await performance.DoAsync(step),
                _ => CallEnd.Running,
            };
            stage.Call.Bytes = stage.Wire.BytesSent;
            if (end != CallEnd.Running)
            {
                stage.Call.End = end;
                return;
            }
        }

        await performance.CloseAsync();
        cancellationToken.ThrowIfCancellationRequested();
        stage.Call.End = CallEnd.Completed;
    }

    private async Task<CallEnd> EmitAsync(Performance performance, Call call, Move.Emit emit)
    {
        await performance.EmitAsync(emit.Deltas.AsMemory(), emit.Delay + Slowness());
        call.Chunks++;
        return CallEnd.Running;
    }

    private async Task<CallEnd> EmitAsync(Performance performance, Call call, Step.Huge huge)
    {
        var delta = new Delta[1];
        foreach (var piece in HugeText.Pieces(huge.Bytes, huge.ChunkBytes))
        {
            delta[0] = new Delta(DeltaKind.Text, 0, piece);
            await performance.EmitAsync(delta, Slowness());
            call.Chunks++;
        }

        return CallEnd.Running;
    }

    private TimeSpan Slowness() => _faults.IsOn(Fault.Slow) ? _options.Value.SlowDelay : TimeSpan.Zero;
}
