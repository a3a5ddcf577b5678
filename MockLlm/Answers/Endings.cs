using System.Buffers;
using System.Globalization;
using System.Text;
using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Answers;

/// <summary>The ways in which an answer ends other than well.</summary>
/// <param name="stage">Where it is played.</param>
/// <param name="pacer">Keeps time.</param>
/// <param name="output">What is written but not sent.</param>
/// <param name="cancellationToken">Cancelled when the client leaves.</param>
internal sealed class Endings(Stage stage, Pacer pacer, ArrayBufferWriter<byte> output, CancellationToken cancellationToken)
{
    /// <summary>The error that a script asks for.</summary>
    /// <param name="failure">What the script says.</param>
    /// <returns>The same in words common to all dialects.</returns>
    public static Failure Describe(ScriptedFailure failure) => new(FailureKind.Scripted, failure.Status, failure.Message)
    {
        Type = failure.Type,
        Code = failure.Code,
        RetryAfter = failure.RetryAfter,
    };

    /// <summary>Answers with an error status.</summary>
    /// <param name="failure">The error.</param>
    /// <returns>How the call ended.</returns>
    public async Task<CallEnd> RefuseAsync(ScriptedFailure failure)
    {
        output.ResetWrittenCount();
        if (failure.Body is { } body)
        {
            Encoding.UTF8.GetBytes(body, output);
        }
        else
        {
            stage.Dialect.WriteError(Describe(failure), output);
        }

        if (failure.RetryAfter is { } retryAfter)
        {
            stage.Wire.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        stage.Call.Status = failure.Status;
        await stage.Wire.StartAsync(failure.Status, "application/json", output.WrittenCount, cancellationToken);
        await stage.Wire.WriteAsync(output.WrittenMemory, cancellationToken);
        await stage.Wire.FinishAsync(cancellationToken);
        return CallEnd.Refused;
    }

    /// <summary>Dies: a stream where it is, a whole answer in the middle of its body.</summary>
    /// <param name="death">How.</param>
    /// <param name="close">Writes the rest of the answer into the output.</param>
    /// <returns>How the call ended.</returns>
    public async Task<CallEnd> DieAsync(Death death, Action close)
    {
        stage.Call.Status = StatusCodes.Status200OK;
        if (stage.Writer.Streams)
        {
            await stage.Wire.StartAsync(StatusCodes.Status200OK, stage.Writer.ContentType, null, cancellationToken);
        }
        else
        {
            close();
            long? length = death == Death.Truncate ? null : output.WrittenCount;
            await stage.Wire.StartAsync(StatusCodes.Status200OK, stage.Writer.ContentType, length, cancellationToken);
            await stage.Wire.WriteAsync(output.WrittenMemory[..(output.WrittenCount / 2)], cancellationToken);
        }

        await (death switch
        {
            Death.Reset => stage.Wire.ResetAsync(cancellationToken),
            Death.Close => stage.Wire.CloseAsync(cancellationToken),
            _ => stage.Wire.FinishAsync(cancellationToken),
        });
        return CallEnd.Died;
    }

    /// <summary>Sends a recorded answer as it was: status, type, headers, bytes.</summary>
    /// <param name="replay">The recording and its pace.</param>
    /// <returns>How the call ended.</returns>
    public async Task<CallEnd> ReplayAsync(Step.Replay replay)
    {
        var recording = replay.Recording;
        foreach (var (name, value) in recording.Headers)
        {
            stage.Wire.Headers[name] = value;
        }

        var body = await File.ReadAllBytesAsync(recording.File, cancellationToken);
        var events = EventCuts.In(body);
        stage.Call.Status = recording.Status;
        await stage.Wire.StartAsync(recording.Status, recording.ContentType, events.Count > 1 ? null : body.Length, cancellationToken);
        for (var i = 0; i < events.Count; i++)
        {
            await pacer.WaitAsync(i == 0 ? TimeSpan.Zero : replay.Delay, cancellationToken);
            await stage.Wire.WriteAsync(body.AsMemory(events[i]), cancellationToken);
            stage.Call.Chunks++;
        }

        await stage.Wire.FinishAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return CallEnd.Completed;
    }
}
