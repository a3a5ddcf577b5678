using System.IO.Pipelines;

namespace LlmAspire.FilterService.Streams;

/// <summary>Carries one exchange: reads what has come, filters its whole events, and sends all that may leave in one flush.</summary>
internal static class StreamPump
{
    /// <summary>Runs an exchange to its end.</summary>
    /// <param name="input">The events of the gateway.</param>
    /// <param name="output">The events for it; also what <paramref name="session"/> writes to.</param>
    /// <param name="session">Filters them.</param>
    /// <param name="mostEventBytes">The largest event; a larger one ends the exchange as failed.</param>
    /// <param name="cancellationToken">Cancelled when the gateway leaves.</param>
    /// <returns>A task that ends with the exchange.</returns>
    public static async Task RunAsync(
        PipeReader input, PipeWriter output, FilterSession session, int mostEventBytes, CancellationToken cancellationToken)
    {
        using var events = new EventBuffer();
        while (!session.Ended)
        {
            var read = await input.ReadAsync(cancellationToken);
            events.Append(read.Buffer);

            // All of it is taken at once, so that an event larger than the connection's window does not wait for itself.
            input.AdvanceTo(read.Buffer.End);
            AcceptWhole(events, session);
            if (read.IsCompleted && !session.Ended)
            {
                AcceptRest(events, session);
                session.Finish();
                break;
            }

            if (events.Pending > mostEventBytes)
            {
                session.Fail("wire", $"an event is longer than {mostEventBytes} bytes (FilterService:MaxEventBytes)");
            }

            session.Acknowledge();
            await output.FlushAsync(cancellationToken);
        }

        await output.FlushAsync(cancellationToken);
    }

    private static void AcceptWhole(EventBuffer events, FilterSession session)
    {
        while (!session.Ended && events.TryTake(out var bytes))
        {
            session.Accept(bytes);
        }
    }

    private static void AcceptRest(EventBuffer events, FilterSession session)
    {
        var rest = events.TakeRest();
        if (!rest.IsEmpty)
        {
            session.Accept(rest);
        }
    }
}
