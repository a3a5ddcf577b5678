using System.Buffers;
using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Scripting;
using LlmAspire.MockLlm.Wire;
using Microsoft.Extensions.Options;

namespace LlmAspire.MockLlm.Answers;

/// <summary>Plays a plan: makes its moves in time, in the words of a dialect, onto the wire.</summary>
internal sealed class AnswerPlayer
{
    private readonly TimeProvider _time;
    private readonly FaultSwitches _faults;
    private readonly IOptions<MockLlmOptions> _options;

    /// <summary>Takes what every answer needs.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="faults">The switches; <see cref="Fault.Slow"/> holds from the next chunk on.</param>
    /// <param name="options">How slow slow is.</param>
    public AnswerPlayer(TimeProvider time, FaultSwitches faults, IOptions<MockLlmOptions> options)
    {
        _time = time;
        _faults = faults;
        _options = options;
    }

    /// <summary>Plays one answer to its end, or to the death that the plan has for it.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="writer">The dialect.</param>
    /// <param name="wire">The way to the client.</param>
    /// <param name="call">Learns how far it got and how it ended.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>When it is over.</returns>
    public async Task PlayAsync(AnswerPlan plan, IAnswerWriter writer, ClientWire wire, Call call, CancellationToken cancellationToken)
    {
        var performance = new Performance(plan, writer, wire, new Pacer(_time), cancellationToken);
        foreach (var move in plan.Moves)
        {
            if (move is Move.Emit emit)
            {
                await performance.EmitAsync(emit.Deltas, emit.Delay + Slowness());
                call.Chunks++;
            }
            else if (move is Move.Perform { Step: Step.Die { Death: var death } })
            {
                await performance.DieAsync(death);
                call.End = CallEnd.Died;
                return;
            }
            else if (move is Move.Perform { Step: var step })
            {
                await performance.DoAsync(step);
            }
        }

        await performance.CloseAsync();
        call.End = CallEnd.Completed;
    }

    private TimeSpan Slowness() => _faults.IsOn(Fault.Slow) ? _options.Value.SlowDelay : TimeSpan.Zero;

    /// <summary>The state of one answer while it is played.</summary>
    private sealed class Performance(AnswerPlan plan, IAnswerWriter writer, ClientWire wire, Pacer pacer, CancellationToken cancellationToken)
    {
        private readonly ArrayBufferWriter<byte> _output = new();
        private bool _open;

        public async Task DoAsync(Step step)
        {
            switch (step)
            {
                case Step.Split split:
                    wire.Split(split.Sizes);
                    break;
                case Step.Wait wait:
                    await StartIfStreamingAsync();
                    await pacer.WaitAsync(wait.Duration, cancellationToken);
                    break;
            }
        }

        public async Task EmitAsync(IEnumerable<Delta> deltas, TimeSpan delay)
        {
            await StartIfStreamingAsync();
            await pacer.WaitAsync(delay, cancellationToken);
            Open();
            foreach (var delta in deltas)
            {
                writer.Write(delta, _output);
            }

            await SendAsync();
        }

        public async Task CloseAsync()
        {
            Open();
            writer.Close(plan, _output);
            await StartAsync(writer.Streams ? null : _output.WrittenCount);
            await SendAsync();
        }

        /// <summary>A stream stops where it is; a whole answer stops in the middle of its body.</summary>
        public async Task DieAsync(Death death)
        {
            await StartIfStreamingAsync();
            if (!writer.Streams)
            {
                Open();
                writer.Close(plan, _output);
                await StartAsync(death == Death.Truncate ? null : _output.WrittenCount);
                await wire.WriteAsync(_output.WrittenMemory[..(_output.WrittenCount / 2)], cancellationToken);
            }

            await (death switch
            {
                Death.Reset => wire.ResetAsync(cancellationToken),
                Death.Close => wire.CloseAsync(cancellationToken),
                _ => Task.CompletedTask,
            });
        }

        private void Open()
        {
            if (!_open)
            {
                _open = true;
                writer.Open(_output);
            }
        }

        private async Task SendAsync()
        {
            if (_output.WrittenCount > 0)
            {
                await wire.WriteAsync(_output.WrittenMemory, cancellationToken);
                _output.ResetWrittenCount();
            }
        }

        private Task StartIfStreamingAsync() => writer.Streams ? StartAsync(null) : Task.CompletedTask;

        private Task StartAsync(long? length) => wire.StartAsync(StatusCodes.Status200OK, writer.ContentType, length, cancellationToken);
    }
}
