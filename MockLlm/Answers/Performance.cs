using System.Buffers;
using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Gates;
using LlmAspire.MockLlm.Scripting;
using LlmAspire.MockLlm.Wire;

namespace LlmAspire.MockLlm.Answers;

/// <summary>One answer while it is played: what has been opened, what has left, how lines end.</summary>
/// <remarks>Used by one caller at a time. Cancellation comes out as it is; the caller knows what it means.</remarks>
internal sealed class Performance
{
    private readonly Stage _stage;
    private readonly Pacer _pacer;
    private readonly PauseGates _gates;
    private readonly CancellationToken _cancellationToken;
    private readonly ArrayBufferWriter<byte> _output = new();
    private LineEnding _lines;
    private bool _open;

    /// <summary>Begins to play; nothing leaves yet.</summary>
    /// <param name="stage">Where.</param>
    /// <param name="pacer">Keeps time.</param>
    /// <param name="gates">Where to pause.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    public Performance(Stage stage, Pacer pacer, PauseGates gates, CancellationToken cancellationToken)
    {
        _stage = stage;
        _pacer = pacer;
        _gates = gates;
        _cancellationToken = cancellationToken;
    }

    private IAnswerWriter Writer => _stage.Writer;

    private ClientWire Wire => _stage.Wire;

    /// <summary>Does a step that has no words of the answer.</summary>
    /// <param name="step">The step.</param>
    /// <returns>How the call ended by it; <see cref="CallEnd.Running"/> when it goes on.</returns>
    public Task<CallEnd> DoAsync(Step step) => step switch
    {
        Step.Split split => Now(() => Wire.Split(split.Sizes)),
        Step.Lines lines => Now(() => _lines = lines.Ending),
        Step.Compress compress => Now(() => Wire.Compress(compress.Coding)),
        Step.Wait wait => GoOn(WaitAsync(wait.Duration)),
        Step.SlowHeaders slow => GoOn(_pacer.WaitAsync(slow.Duration, _cancellationToken)),
        Step.Pause pause => GoOn(PauseAsync(pause.Gate)),
        Step.Comment comment => GoOn(CommentAsync(comment.Text)),
        Step.Ping => GoOn(CommentAsync(null)),
        Step.Send send => GoOn(SendRawAsync(System.Text.Encoding.UTF8.GetBytes(send.Text))),
        Step.Garbage garbage => GoOn(SendRawAsync(GarbageBytes.Make(garbage.Bytes))),
        Step.Never => NeverAsync(),
        Step.Die die => EndingsOf().DieAsync(die.Death, CloseIntoOutput),
        Step.Status status => EndingsOf().RefuseAsync(status.Failure),
        Step.Error error => FailAsync(error.Failure),
        Step.Replay replay => EndingsOf().ReplayAsync(replay),
        _ => throw new NotSupportedException($"{step.GetType().Name} is for the planner."),
    };

    /// <summary>Sends one chunk.</summary>
    /// <param name="deltas">Its increments.</param>
    /// <param name="delay">The pause before it.</param>
    /// <returns>When it has left.</returns>
    public async Task EmitAsync(ReadOnlyMemory<Delta> deltas, TimeSpan delay)
    {
        await StartIfStreamingAsync();
        await _pacer.WaitAsync(delay, _cancellationToken);
        Open();
        for (var i = 0; i < deltas.Length; i++)
        {
            Writer.Write(deltas.Span[i], _output);
        }

        await SendAsync();
    }

    /// <summary>Ends the answer as the provider does.</summary>
    /// <returns>When all has left.</returns>
    public async Task CloseAsync()
    {
        CloseIntoOutput();
        await StartAsync(Writer.Streams ? null : _output.WrittenCount);
        await SendAsync();
        await Wire.FinishAsync(_cancellationToken);
        _stage.Call.Bytes = Wire.BytesSent;
    }

    private static Task<CallEnd> Now(Action action)
    {
        action();
        return Task.FromResult(CallEnd.Running);
    }

    private static async Task<CallEnd> GoOn(Task step)
    {
        await step;
        return CallEnd.Running;
    }

    private async Task WaitAsync(TimeSpan duration)
    {
        await StartIfStreamingAsync();
        await _pacer.WaitAsync(duration, _cancellationToken);
    }

    private async Task PauseAsync(string gate)
    {
        await StartIfStreamingAsync();
        await _gates.WaitAsync(gate, _cancellationToken);
        _pacer.Restart();
    }

    private async Task CommentAsync(string? text)
    {
        Open();
        Writer.WriteComment(text, _output);
        await StartAsync(null);
        await SendAsync();
    }

    private async Task SendRawAsync(ReadOnlyMemory<byte> bytes)
    {
        await StartAsync(null);
        await SendAsync();
        await Wire.WriteAsync(bytes, _cancellationToken);
    }

    private async Task<CallEnd> NeverAsync()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _cancellationToken);
        return CallEnd.Died;
    }

    private async Task<CallEnd> FailAsync(ScriptedFailure failure)
    {
        if (!Writer.Streams)
        {
            return await EndingsOf().RefuseAsync(failure);
        }

        Open();
        Writer.WriteError(Endings.Describe(failure), _output);
        await StartAsync(null);
        await SendAsync();
        await Wire.FinishAsync(_cancellationToken);
        return CallEnd.Failed;
    }

    private Endings EndingsOf() => new(_stage, _pacer, _output, _cancellationToken);

    private void CloseIntoOutput()
    {
        Open();
        Writer.Close(_output);
    }

    private void Open()
    {
        if (!_open)
        {
            _open = true;
            Writer.Open(_output);
        }
    }

    private async Task SendAsync()
    {
        if (_output.WrittenCount > 0)
        {
            await Wire.WriteAsync(
                Writer.Streams ? LineEndings.Apply(_output.WrittenMemory, _lines) : _output.WrittenMemory, _cancellationToken);
            _output.ResetWrittenCount();
        }
    }

    private Task StartIfStreamingAsync() => Writer.Streams ? StartAsync(null) : Task.CompletedTask;

    private Task StartAsync(long? length)
    {
        _stage.Call.Status = _stage.Call.Status == 0 ? StatusCodes.Status200OK : _stage.Call.Status;
        return Wire.StartAsync(StatusCodes.Status200OK, Writer.ContentType, length, _cancellationToken);
    }
}
