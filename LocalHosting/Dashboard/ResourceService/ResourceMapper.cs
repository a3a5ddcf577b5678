using System.Collections;
using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Google.Protobuf.WellKnownTypes;
using LlmAspire.LocalHosting.Dashboard.ResourceService.Wire;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.LocalHosting.Dashboard.ResourceService;

/// <summary>
/// Says a resource's snapshot in the dashboard's words. Sets every field whose absence makes the dashboard throw: name, type, display
/// name, uid, created_at, each URL's display properties and each property's value.
/// </summary>
internal static class ResourceMapper
{
    /// <summary>The message of a resource as it is in that event.</summary>
    public static ResourceMessage Map(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var message = new ResourceMessage
        {
            Name = change.ResourceId,
            ResourceType = snapshot.ResourceType,
            DisplayName = change.Resource.Name,
            Uid = change.ResourceId,
            CreatedAt = Stamp(snapshot.CreationTimeStamp) ?? new Timestamp(),
            StartedAt = Stamp(snapshot.StartTimeStamp),
            StoppedAt = Stamp(snapshot.StopTimeStamp),
            IsHidden = snapshot.IsHidden,
        };
        MapState(snapshot, message);
        message.Environment.AddRange(snapshot.EnvironmentVariables.Select(Map));
        message.Urls.AddRange(snapshot.Urls.Select(Map));
        message.HealthReports.AddRange(snapshot.HealthReports.Select(Map));
        message.Relationships.AddRange(snapshot.Relationships.Select(Map));
        message.Commands.AddRange(snapshot.Commands.Select(Map));
        message.Properties.AddRange(snapshot.Properties.Select(Map));
        if (snapshot.ExitCode is { } exitCode && snapshot.Properties.All(property => property.Name != KnownProperties.Resource.ExitCode))
        {
            message.Properties.Add(Map(new ResourcePropertySnapshot(KnownProperties.Resource.ExitCode, exitCode)));
        }

        return message;
    }

    private static void MapState(CustomResourceSnapshot snapshot, ResourceMessage message)
    {
        if (snapshot.State is { } state)
        {
            message.State = state.Text;
            if (state.Style is { } style)
            {
                message.StateStyle = style;
            }
        }

        if (snapshot.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = Drawing(snapshot.IconVariant ?? IconVariant.Filled);
        }
    }

    private static VariableMessage Map(EnvironmentVariableSnapshot variable)
    {
        var message = new VariableMessage { Name = variable.Name, IsFromSpec = variable.IsFromSpec };
        if (variable.Value is { } value)
        {
            message.Value = value;
        }

        return message;
    }

    private static RelationshipMessage Map(RelationshipSnapshot relationship) =>
        new() { ResourceName = relationship.ResourceName, Type = relationship.Type };

    private static UrlMessage Map(UrlSnapshot url)
    {
        var message = new UrlMessage
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            DisplayProperties = new UrlDisplay
            {
                DisplayName = url.DisplayProperties.DisplayName,
                SortOrder = url.DisplayProperties.SortOrder,
            },
        };
        if (url.Name is { } endpoint)
        {
            message.EndpointName = endpoint;
        }

        return message;
    }

    private static HealthMessage Map(HealthReportSnapshot report)
    {
        var message = new HealthMessage
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Stamp(report.LastRunAt),
        };
        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                HealthStatus.Healthy => HealthVerdict.Healthy,
                HealthStatus.Degraded => HealthVerdict.Degraded,
                _ => HealthVerdict.Unhealthy,
            };
        }

        return message;
    }

    private static PropertyMessage Map(ResourcePropertySnapshot property)
    {
        var message = new PropertyMessage
        {
            Name = property.Name,
            Value = ValueOf(Listed(property)),
            IsSensitive = property.IsSensitive || property.Name == KnownProperties.Resource.ConnectionString,
        };
        if (property.Name == KnownProperties.Local.Reason)
        {
            message.DisplayName = "Reason";
            message.IsHighlighted = true;
        }

        return message;
    }

    // The dashboard says what a resource waits for only when that is a list.
    private static object? Listed(ResourcePropertySnapshot property) =>
        property is { Name: KnownProperties.Resource.WaitingFor, Value: string names }
            ? names.Split(", ", StringSplitOptions.RemoveEmptyEntries)
            : property.Value;

    private static CommandMessage Map(ResourceCommandSnapshot command)
    {
        var message = new CommandMessage
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.IsHighlighted,
            State = command.State switch
            {
                ResourceCommandState.Enabled => CommandAvailability.Enabled,
                ResourceCommandState.Disabled => CommandAvailability.Disabled,
                _ => CommandAvailability.Hidden,
            },
        };
        if (command.DisplayDescription is { } description)
        {
            message.DisplayDescription = description;
        }

        if (command.ConfirmationMessage is { } question)
        {
            message.ConfirmationMessage = question;
        }

        if (command.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = Drawing(command.IconVariant ?? IconVariant.Regular);
        }

        return message;
    }

    private static Value ValueOf(object? value) => value switch
    {
        null => Value.ForNull(),
        string text => Value.ForString(text),
        bool flag => Value.ForBool(flag),
        int or long or double => Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        IEnumerable list => Value.ForList([.. list.Cast<object?>().Select(ValueOf)]),
        _ => Value.ForString(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    private static IconDrawing Drawing(IconVariant variant) => variant == IconVariant.Filled ? IconDrawing.Filled : IconDrawing.Regular;

    private static Timestamp? Stamp(DateTime? time) => time is { } moment ? Timestamp.FromDateTime(moment.ToUniversalTime()) : null;
}
